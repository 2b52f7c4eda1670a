x = "abc".uper()
# status: 1
# expect-error: AttributeError: 'str' object has no attribute 'uper'. Did you mean: 'upper'?
