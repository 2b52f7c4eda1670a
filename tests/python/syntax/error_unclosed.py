# expect-error: SyntaxError: '[' was never closed
# status: 1
x = [1, 2
y = 3
