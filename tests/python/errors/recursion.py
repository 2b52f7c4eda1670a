def endless(n):
    return endless(n + 1)

endless(0)
# status: 1
# expect-error: RecursionError: maximum recursion depth exceeded
