# expect-error: SyntaxError: unterminated string literal (detected at line 3)
# status: 1
print("hello)
