# A comma is missing between two arguments.
# expect-error: SyntaxError: invalid syntax. Perhaps you forgot a comma?
# status: 1
print(1 2)
