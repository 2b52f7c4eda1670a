# expect-error: SyntaxError: f-string: invalid syntax
# status: 1
print(f"{1 +}")
