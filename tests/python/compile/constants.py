# Constants are folded and shared as CPython does: equal constants of one type are one object.
a = 1000
b = 1000
print(a is b)  # expect: True
print(1 == 1.0 == True, type(1), type(1.0), type(True))  # expect: True <class 'int'> <class 'float'> <class 'bool'>
print(0.0, -0.0)  # expect: 0.0 -0.0
print(2 ** 10, -7 // 2, -7 % 3, 1 << 5, ~5, not 0)  # expect: 1024 -4 2 32 -6 True
print("ab" * 3, (1, 2) * 2, "abc"[1], (1, 2, 3)[-1])  # expect: ababab (1, 2, 1, 2) b 3
print("%s=%r" % ("x", "y"))  # expect: x='y'


def f():
    return 500, 500.0, "shared constant"


def g():
    return 500, "shared constant"


print(f()[0] is g()[0], f()[2] is g()[1])  # expect: True True
if __debug__:
    print("debug")  # expect: debug
