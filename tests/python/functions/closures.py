# Inner functions share cells with the outer one; each call makes new cells.
def make_counter(start):
    count = start
    def increment(step=1):
        nonlocal count
        count += step
        return count
    def read():
        return count
    return increment, read

up, read = make_counter(10)
up()
up(5)
print(read())
other, _ = make_counter(0)
print(other(), read())

functions = [lambda: i for i in range(3)]
print([f() for f in functions])
functions = [lambda i=i: i for i in range(3)]
print([f() for f in functions])

def late():
    def use():
        return value
    value = "bound later"
    return use()

print(late())

def compose(*functions):
    def composed(x):
        for function in reversed(functions):
            x = function(x)
        return x
    return composed

print(compose(lambda x: x + 1, lambda x: x * 2)(5))

def recursive(n):
    return 1 if n <= 1 else n * recursive(n - 1)

print(recursive(20), recursive(30))

def decorate(function):
    def wrapper(*args, **kwargs):
        print("calling", function.__name__)
        return function(*args, **kwargs)
    return wrapper

@decorate
def decorated(a, b):
    return a - b

print(decorated(5, b=3))
print(make_counter.__closure__, up.__closure__[0].cell_contents)
# expect: 16
# expect: 1 16
# expect: [2, 2, 2]
# expect: [0, 1, 2]
# expect: bound later
# expect: 11
# expect: 2432902008176640000 265252859812191058636308480000000
# expect: calling decorated
# expect: 2
# expect: None 16
