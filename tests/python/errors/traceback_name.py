counter = 1

def show():
    total = 5
    print(totl)

show()
# status: 1
# expect-error: NameError: name 'totl' is not defined. Did you mean: 'total'?
