def total(a, b):
    result = a + b
    return result

print(total(1, 2))
print(total([1], 2))
# expect: 3
# status: 1
# expect-error: TypeError: can only concatenate list (not "int") to list
