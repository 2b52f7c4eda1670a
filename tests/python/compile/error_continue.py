for i in 1, 2:
    def f():
        continue
# expect-error: SyntaxError: 'continue' not properly in loop
# status: 1
