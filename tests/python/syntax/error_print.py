# expect-error: SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?
# status: 1
print "hello"
