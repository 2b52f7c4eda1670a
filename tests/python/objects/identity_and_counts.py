# Where an identity changes and where it stays, and how many references there are.
import sys
def rel(*objs):
    base = id(objs[0])
    return [id(o) - base for o in objs]
print(id([1]) == id([2]), id({}) == id({}), id((1,2,[])) == id((3,4,[])), id(object()) == id(object()), id(1.5*2) == id(2.5*3))
x = 1.5
ids = []
for i in range(6):
    x = x * 1.1
    ids.append(id(x))
print(len(set(ids)), [ids[i] == ids[i+2] for i in range(4)])
ids = []
n = 1000
for i in range(6):
    n = n + 1000
    ids.append(id(n))
print(len(set(ids)), [ids[i] == ids[i+2] for i in range(4)])
l = []
a = id(l)
for i in range(100): l.append(i)
print(a == id(l))
s = "a"
ids = []
for i in range(20):
    s += "b"
    ids.append(id(s))
print(len(set(ids)))
print(id(5) == id(5), id(256) == id(255+1), id(257) == id(256+1))
print(id(6) - id(5), id(0) - id(-5), id(256)-id(0))
a, b, c = [], [], []
for o in [1000, 1.5, "zz zz", (1000, 2), [], {}, set(), object(), lambda: 0, 10**40, range(3), slice(1), b'xyz', 1j]:
    print(type(o).__name__, sys.getrefcount(o))
a = [1, 2]
print(sys.getrefcount(a)); b = a; print(sys.getrefcount(a)); c = [a, a, a]; print(sys.getrefcount(a)); d = {'k': a}; print(sys.getrefcount(a)); del c; print(sys.getrefcount(a)); del b; print(sys.getrefcount(a)); d.clear(); print(sys.getrefcount(a))
def f(p):
    print(sys.getrefcount(p), sys.getrefcount(a))
    q = p
    print(sys.getrefcount(p))
f(a)
t = (a,); print(sys.getrefcount(a)); t2 = t + t; print(sys.getrefcount(a)); u = [a] * 5; print(sys.getrefcount(a)); s = {id(a): a}; print(sys.getrefcount(a)); it = iter(a); print(sys.getrefcount(a)); m = a.append; print(sys.getrefcount(a)); del it, m; print(sys.getrefcount(a))
for e in (a,): print(sys.getrefcount(a))
print(sys.getrefcount(f), sys.getrefcount(f.__code__), sys.getrefcount([]), sys.getrefcount(10**20), sys.getrefcount(sys.maxsize + 1))
x = 12345; print(sys.getrefcount(x)); y = x; print(sys.getrefcount(x)); z = [x] * 10; print(sys.getrefcount(x))
st = "hello world!"; print(sys.getrefcount(st)); st2 = st; print(sys.getrefcount(st)); nm = "some_name"; print(sys.getrefcount(nm))
try:
    1/0
except ZeroDivisionError as e:
    print(sys.getrefcount(e))
w = sorted([a, a]); print(sys.getrefcount(a)); w = list({1: a}.values()); print(sys.getrefcount(a)); w = [*w, *w]; print(sys.getrefcount(a)); w = {**{'a': a}}; print(sys.getrefcount(a)); w = None; print(sys.getrefcount(a))
w = "%s" % (a,); w = f"{a}"; w = str(a); w = a == a; w = a[:]; w = a < a; a.sort(); a.reverse(); a.extend([1]); a.pop(); a.index(1); a.count(1); a.insert(0, a); a.pop(0); a.remove(2); a.copy(); hash((1, 2)); w = a * 2; w = a + a; a += [1]; w = [x for x in a]; w = [] ; print(sys.getrefcount(a))

# expect: True True True True False
# expect: 2 [True, True, True, True]
# expect: 6 [False, False, False, False]
# expect: True
# expect: 5
# expect: True True True
# expect: 32 160 8192
# expect: int 6
# expect: float 5
# expect: str 5
# expect: tuple 5
# expect: list 3
# expect: dict 3
# expect: set 3
# expect: object 3
# expect: function 3
# expect: int 3
# expect: range 3
# expect: slice 3
# expect: bytes 5
# expect: complex 5
# expect: 2
# expect: 3
# expect: 6
# expect: 7
# expect: 4
# expect: 3
# expect: 2
# expect: 3 3
# expect: 4
# expect: 3
# expect: 5
# expect: 10
# expect: 11
# expect: 12
# expect: 13
# expect: 11
# expect: 13
# expect: 2 3 1 3 1
# expect: 4
# expect: 5
# expect: 15
# expect: 4
# expect: 5
# expect: 4
# expect: 3
# expect: 13
# expect: 12
# expect: 13
# expect: 12
# expect: 11
# expect: 11
