def f():
    nonlocal x
# expect-error: SyntaxError: no binding for nonlocal 'x' found
# status: 1
