# if, while, for, else, break, continue, match, assert, del, walrus, conditional expressions, chained comparisons.
for i in range(3):
    if i == 0:
        print("zero")
    elif i == 1:
        print("one")
    else:
        print("many")
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    print("n", n)
else:
    print("loop done")
for i in range(5):
    if i == 3:
        break
else:
    print("not reached")
print(i)
for key, value in {"a": 1, "b": 2}.items():
    print(key, value)
for i, (a, b) in enumerate([(1, 2), (3, 4)]):
    print(i, a, b)
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 3 > 2 != 1)
print("yes" if n == 0 else "no", n or "default", n and "value", not n)
if (length := len("hello")) > 3:
    print(length)

def match(value):
    match value:
        case 0:
            return "zero"
        case 1 | 2:
            return "one or two"
        case [x]:
            return f"one item {x}"
        case [x, *rest]:
            return f"{x} and {rest}"
        case {"key": found, **others}:
            return f"mapping {found} {others}"
        case str() as text if len(text) > 2:
            return f"long {text}"
        case str(text):
            return f"short {text}"
        case float():
            return "float"
        case None:
            return "none"
        case _:
            return "other"

for value in (0, 2, [5], [1, 2, 3], {"key": 1, "z": 2}, "abc", "a", 1.5, None, object):
    print(match(value))

class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y

match Point(1, 2):
    case Point(0, y):
        print("on axis", y)
    case Point(x=1, y=what):
        print("x is one, y", what)
x = [1, 2, 3, 4]
del x[1], x[-1]
print(x)
x[0:1] = [7, 8, 9]
print(x, x[::-1], x[1:3])
a = b = c = 0
print(a, b, c)
print([*range(3), *"ab"], {**{"a": 1}, "b": 2}, (*[1], 2))
print(f"{n=} {3.14159:.2f} {'x':>4} {n!r:<3}| {{}} {'nested ' + f'{1 + 1}'}")
print("%s is %d years and %.1f%%" % ("Ann", 30, 99.5), "{0} {1} {name}".format(1, 2, name="x"))
lines = """multi
line"""
print(lines)
assert True
annotated: int = 5
print(__annotations__, annotated)
print(0x10, 0o17, 0b11, 1_000_000, 1e3, 2 ** 100, -7 // 2, -7 % 3, 7 / 2, 1 << 40, ~5, 6 & 3, 6 | 3, 6 ^ 3)
pass
# expect: zero
# expect: one
# expect: many
# expect: n 2
# expect: n 0
# expect: loop done
# expect: 3
# expect: a 1
# expect: b 2
# expect: 0 1 2
# expect: 1 3 4
# expect: True False True True
# expect: yes default 0 True
# expect: 5
# expect: zero
# expect: one or two
# expect: one item 5
# expect: 1 and [2, 3]
# expect: mapping 1 {'z': 2}
# expect: long abc
# expect: short a
# expect: float
# expect: none
# expect: other
# expect: x is one, y 2
# expect: [1, 3]
# expect: [7, 8, 9, 3] [3, 9, 8, 7] [8, 9]
# expect: 0 0 0
# expect: [0, 1, 2, 'a', 'b'] {'a': 1, 'b': 2} (1, 2)
# expect: n=0 3.14    x 0  | {} nested 2
# expect: Ann is 30 years and 99.5% 1 2 x
# expect: multi
# expect: line
# expect: {'annotated': <class 'int'>} 5
# expect: 16 15 3 1000000 1000.0 1267650600228229401496703205376 -4 2 3.5 1099511627776 -6 2 7 5
