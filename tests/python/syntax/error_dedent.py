# expect-error: IndentationError: unindent does not match any outer indentation level
# status: 1
if True:
    x = 1
  y = 2
