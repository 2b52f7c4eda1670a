# try, except, else, finally, raise, with.
def attempt(function):
    try:
        return function()
    except (ZeroDivisionError, KeyError) as error:
        return f"{type(error).__name__}: {error}"
    except ValueError as error:
        return "value " + str(error)
    else:
        return "unreachable"
    finally:
        print("finally", end=" ")

print(attempt(lambda: 1 / 0))
print(attempt(lambda: {}["key"]))
print(attempt(lambda: int("x")))
print(attempt(lambda: "fine"))

def returns():
    try:
        return "try"
    finally:
        print("cleanup", end=" ")

print(returns())

def loops():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
        finally:
            print(i, end=" ")
    return "done"

print(loops())

class Custom(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code

try:
    raise Custom(7)
except Custom as error:
    print(error, error.code, error.args)

try:
    try:
        raise ValueError("inner")
    except ValueError as inner:
        raise KeyError("outer") from inner
except KeyError as error:
    print(repr(error), repr(error.__cause__), error.__suppress_context__)

try:
    try:
        raise ValueError("first")
    except ValueError:
        undefined_name
except NameError as error:
    print(error, "/", repr(error.__context__))

try:
    try:
        raise ValueError("again")
    except ValueError:
        raise
except ValueError as error:
    print("reraised", error)

try:
    error
except NameError as e:
    print(e)

class Manager:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self):
        print("enter", end=" ")
        return self
    def __exit__(self, kind, value, traceback):
        print("exit", kind and kind.__name__, value, end=" ")
        return self.swallow

with Manager(True) as m:
    print("body", end=" ")
print()
with Manager(True):
    raise ValueError("swallowed")
print()
try:
    with Manager(False), Manager(False):
        raise ValueError("passed on")
except ValueError as error:
    print("caught", error)

try:
    raise
except RuntimeError as error:
    print(error)
try:
    raise 5
except TypeError as error:
    print(error)
try:
    assert 1 == 2, "not equal"
except AssertionError as error:
    print("assertion", error)
try:
    [].pop()
except IndexError as error:
    print(error)
try:
    (1, 2)[5]
except IndexError as error:
    print(error)
try:
    a, b = 1, 2, 3
except ValueError as error:
    print(error)
try:
    a, b, c = 1, 2
except ValueError as error:
    print(error)
try:
    a, *b = []
except ValueError as error:
    print(error)
try:
    a, b = 5
except TypeError as error:
    print(error)
try:
    "a" + 1
except TypeError as error:
    print(error)
try:
    1 + "a"
except TypeError as error:
    print(error)
try:
    None.x
except AttributeError as error:
    print(error)
try:
    for x in 5: pass
except TypeError as error:
    print(error)
try:
    1 < "a"
except TypeError as error:
    print(error)
try:
    with 5: pass
except TypeError as error:
    print(error)
try:
    import no_such_module
except ModuleNotFoundError as error:
    print(error, error.name)
try:
    from sys import nothing_there
except ImportError as error:
    print(error)

def depth(n):
    try:
        return depth(n + 1)
    except RecursionError as error:
        return str(error)

print(depth(0))
# expect: finally ZeroDivisionError: division by zero
# expect: finally KeyError: 'key'
# expect: finally value invalid literal for int() with base 10: 'x'
# expect: finally fine
# expect: cleanup try
# expect: 0 1 2 3 done
# expect: code 7 7 ('code 7',)
# expect: KeyError('outer') ValueError('inner') True
# expect: name 'undefined_name' is not defined / ValueError('first')
# expect: reraised again
# expect: name 'error' is not defined
# expect: enter body exit None None 
# expect: enter exit ValueError swallowed 
# expect: enter enter exit ValueError passed on exit ValueError passed on caught passed on
# expect: No active exception to reraise
# expect: exceptions must derive from BaseException
# expect: assertion not equal
# expect: pop from empty list
# expect: tuple index out of range
# expect: too many values to unpack (expected 2)
# expect: not enough values to unpack (expected 3, got 2)
# expect: not enough values to unpack (expected at least 1, got 0)
# expect: cannot unpack non-iterable int object
# expect: can only concatenate str (not "int") to str
# expect: unsupported operand type(s) for +: 'int' and 'str'
# expect: 'NoneType' object has no attribute 'x'
# expect: 'int' object is not iterable
# expect: '<' not supported between instances of 'int' and 'str'
# expect: 'int' object does not support the context manager protocol
# expect: No module named 'no_such_module' no_such_module
# expect: cannot import name 'nothing_there' from 'sys' (unknown location)
# expect: maximum recursion depth exceeded while getting the str of an object
