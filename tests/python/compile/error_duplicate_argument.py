def f(a, a): pass
# expect-error: SyntaxError: duplicate argument 'a' in function definition
# status: 1
