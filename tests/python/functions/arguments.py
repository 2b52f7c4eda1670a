# Every way for an argument to find its parameter.
def plain(a, b=2, *rest, c, d=4, **extra):
    return a, b, rest, c, d, sorted(extra.items())

print(plain(1, c=3))
print(plain(1, 5, 6, 7, c=8, e=9, d=10))
print(plain(*[1, 2, 3], **{"c": 4, "z": 5}))

def positional_only(a, b, /, c):
    return a + b + c

print(positional_only(1, 2, c=3))

def defaults(item, collected=[]):
    collected.append(item)
    return collected

print(defaults(1), defaults(2))
print((lambda x, y=10: x + y)(5))

def call(function):
    try:
        function()
    except TypeError as error:
        print(error)

call(lambda: plain())
call(lambda: plain(1))
call(lambda: plain(1, 2, 3))
call(lambda: plain(1, c=1, a=2))
call(lambda: positional_only(1, b=2, c=3))
call(lambda: positional_only(1))
call(lambda: positional_only(1, 2, 3, 4))
call(lambda: positional_only(1, 2, x=3, c=4))
call(lambda: positional_only(*5))
call(lambda: positional_only(**5))
call(lambda: plain(1, **{"c": 2}, **{"c": 3}))
call(lambda: (lambda: 0)(1))
call(lambda: (lambda a: 0)())
call(lambda: (lambda a, b, c: 0)())
call(lambda: (lambda *, k, m: 0)())
call(lambda: (lambda a=1: 0)(1, 2))
call(lambda: len())
call(lambda: len(1, 2))
number = 5
call(lambda: number())
call(lambda: print(1, wrong=2))
# expect: (1, 2, (), 3, 4, [])
# expect: (1, 5, (6, 7), 8, 10, [('e', 9)])
# expect: (1, 2, (3,), 4, 4, [('z', 5)])
# expect: 6
# expect: [1, 2] [1, 2]
# expect: 15
# expect: plain() missing 1 required positional argument: 'a'
# expect: plain() missing 1 required keyword-only argument: 'c'
# expect: plain() missing 1 required keyword-only argument: 'c'
# expect: plain() got multiple values for argument 'a'
# expect: positional_only() got some positional-only arguments passed as keyword arguments: 'b'
# expect: positional_only() missing 2 required positional arguments: 'b' and 'c'
# expect: positional_only() takes 3 positional arguments but 4 were given
# expect: positional_only() got an unexpected keyword argument 'x'
# expect: __main__.positional_only() argument after * must be an iterable, not int
# expect: __main__.positional_only() argument after ** must be a mapping, not int
# expect: __main__.plain() got multiple values for keyword argument 'c'
# expect: <lambda>.<locals>.<lambda>() takes 0 positional arguments but 1 was given
# expect: <lambda>.<locals>.<lambda>() missing 1 required positional argument: 'a'
# expect: <lambda>.<locals>.<lambda>() missing 3 required positional arguments: 'a', 'b', and 'c'
# expect: <lambda>.<locals>.<lambda>() missing 2 required keyword-only arguments: 'k' and 'm'
# expect: <lambda>.<locals>.<lambda>() takes from 0 to 1 positional arguments but 2 were given
# expect: len() takes exactly one argument (0 given)
# expect: len() takes exactly one argument (2 given)
# expect: 'int' object is not callable
# expect: 'wrong' is an invalid keyword argument for print()
