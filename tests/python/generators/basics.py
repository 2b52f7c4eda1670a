# Generators: yield, send, throw, close, yield from; comprehensions.
def count(n):
    i = 0
    while i < n:
        received = yield i
        if received is not None:
            print("got", received)
        i += 1
    return "end"

g = count(3)
print(next(g), g.send("hello"), next(g))
try:
    next(g)
except StopIteration as stop:
    print("stopped with", stop.value)
print(list(count(4)), sum(x * x for x in range(5)))

def delegate():
    result = yield from count(2)
    print("result", result)
    yield from [10, 20]
    yield from (x for x in "ab")

print(list(delegate()))

def guarded():
    try:
        yield 1
        yield 2
    except ValueError as error:
        print("inside", error)
        yield 3
    finally:
        print("cleaned")

g = guarded()
print(next(g), g.throw(ValueError("thrown")))
g.close()
g = guarded()
next(g)
g.close()
try:
    next(g)
except StopIteration:
    print("closed")

def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b

f = fibonacci()
print([next(f) for _ in range(15)])
print([x + y for x in range(3) for y in range(3) if x != y])
print({x: x * x for x in range(4)}, sorted({x % 3 for x in range(10)}))
matrix = [[1, 2], [3, 4]]
print([[row[i] for row in matrix] for i in range(2)])

def raises():
    yield 1
    raise StopIteration

try:
    list(raises())
except RuntimeError as error:
    print(error, repr(error.__cause__))

def chain(*iterables):
    for iterable in iterables:
        yield from iterable

print(list(chain("ab", [1], (2, 3))))

def early():
    for i in range(10):
        try:
            yield i
        finally:
            if i == 2: print("left at", i)

for value in early():
    if value == 2: break
del value
print((lambda: (yield))().send(None))

def outer_generator():
    def inner():
        x = yield "first"
        return x * 2
    value = yield from inner()
    yield value

o = outer_generator()
print(next(o), o.send(21))
g = count(1)
try:
    g.send(1)
except TypeError as error:
    print(error)
print(type(g).__name__, count.__name__)
# expect: got hello
# expect: 0 1 2
# expect: stopped with end
# expect: [0, 1, 2, 3] 30
# expect: result end
# expect: [0, 1, 10, 20, 'a', 'b']
# expect: inside thrown
# expect: 1 3
# expect: cleaned
# expect: cleaned
# expect: closed
# expect: [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377]
# expect: [1, 2, 1, 3, 2, 3]
# expect: {0: 0, 1: 1, 2: 4, 3: 9} [0, 1, 2]
# expect: [[1, 3], [2, 4]]
# expect: generator raised StopIteration StopIteration()
# expect: ['a', 'b', 1, 2, 3]
# expect: left at 2
# expect: None
# expect: first 42
# expect: can't send non-None value to a just-started generator
# expect: generator count
