# An exception that nobody catches: CPython's traceback, status 1.
def inner(values, index):
    return values[index] / 0

def outer():
    data = {"key": [1, 2, 3]}
    return inner(data["key"], 1)

print("before")
outer()
# expect: before
# status: 1
# expect-error: ZeroDivisionError: division by zero
