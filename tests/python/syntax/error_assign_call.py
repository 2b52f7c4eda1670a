# expect-error: SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='?
# status: 1
len("a") = 1
