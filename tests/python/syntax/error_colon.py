# expect-error: SyntaxError: expected ':'
# status: 1
if True
    print(1)
