class Thing:
    def __init__(self):
        self.length = 3

thing = Thing()
value = (thing.length +
         thing.lenght)
# status: 1
# expect-error: AttributeError: 'Thing' object has no attribute 'lenght'. Did you mean: 'length'?
