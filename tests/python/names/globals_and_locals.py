# Globals are a real dictionary; a function's locals are an array, locals() a snapshot of it.
globals()["made"] = 41
print(made + 1)
print("made" in globals(), "missing" in globals())
print(globals()["__name__"])

def function(parameter):
    local = parameter * 2
    snapshot = locals()
    snapshot["local"] = -1
    print(local, sorted(snapshot))
    return local

print(function(4))

counter = 0

def count():
    global counter
    counter += 1
    return counter

count()
count()
print(counter)
del counter
print("counter" in globals())

def outer():
    value = 1
    def inner():
        nonlocal value
        value += 10
        return value
    inner()
    print(sorted(locals()))
    return inner() + value

print(outer())

def shadow():
    len = lambda thing: "mine"
    return len([1])

print(shadow(), len([1]))
# expect: 42
# expect: True False
# expect: __main__
# expect: 8 ['local', 'parameter']
# expect: 8
# expect: 2
# expect: False
# expect: ['inner', 'value']
# expect: 42
# expect: mine 1
