# expect-error: IndentationError: expected an indented block after function definition on line 3
# status: 1
def f():
return 1
