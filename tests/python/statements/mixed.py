import sys
class Node:
    def __init__(self, v, nxt=None):
        self.v, self.next = v, nxt
class Stack:
    def __init__(self): self.items = []
    def push(self, x): self.items.append(x)
    def pop(self): return self.items.pop()
    def __len__(self): return len(self.items)
s = Stack()
for c in "hello": s.push(c)
out = ""
while s: out += s.pop()
print(out)
def sieve(n):
    flags = [True] * (n + 1)
    flags[0:2] = [False, False]
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i*i::i] = [False] * len(flags[i*i::i])
    return [i for i, f in enumerate(flags) if f]
print(sieve(100))
words = "the quick brown fox jumps over the lazy dog the end".split()
counts = {}
for w in words: counts[w] = counts.get(w, 0) + 1
print(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:3])
def permutations(items):
    if len(items) <= 1: yield items
    else:
        for i in range(len(items)):
            for rest in permutations(items[:i] + items[i+1:]):
                yield [items[i]] + rest
print(len(list(permutations([1,2,3,4]))), list(permutations("ab")) if False else "")
def hanoi(n, a, b, c, moves):
    if n:
        hanoi(n-1, a, c, b, moves); moves.append((a, c)); hanoi(n-1, b, a, c, moves)
moves = []; hanoi(5, "A", "B", "C", moves); print(len(moves), moves[:3])
matrix = [[i * j for j in range(4)] for i in range(4)]
print(*[" ".join(f"{x:3d}" for x in row) for row in matrix], sep="\n")
print(list(zip(*matrix))[1])
def memo(f):
    cache = {}
    def inner(n):
        if n not in cache: cache[n] = f(n)
        return cache[n]
    return inner
@memo
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(80), 2**200, 10**30 // 7, -10**20 % 13, (1 << 100) >> 98)
print(1e16, 1e15, 0.1 + 0.2, 1/3, 1e-5, 123456789.123, float("nan"), -0.0, 2.0**0.5, 1e300*1e10)
print("%r %s" % ("a", None), "{!r:>8}".format("x"), f"{1000000:_}", f"{0.5:%}", f"{255:#x}", f"{3:03}", f"{'a':*^5}")
a = [3,1,2]; b = sorted(a); a.sort(reverse=True); print(a, b, a is b)
x = {"a": [1, 2], "b": {"c": (1,)}}; import math
print(x, str(x) == repr(x), len(str(x)), math.floor(2.5))
try:
    x["zz"]
except KeyError as e: print("KeyError", e, e.args)
print(isinstance(Node(1), Node), Node(1, Node(2)).next.v, Node.__init__.__name__, Node.__module__, s.__class__.__name__)
print([i for i in range(10) if i % 2 == 0 if i > 2], {k: v for k, v in zip("abc", range(3))}, {c for c in "aab"} == {"a", "b"})
print(any(c.isdigit() for c in "ab1"), max("abc", key=ord), min(5, 3), sum(range(101)), all([]))
g = (i for i in range(3)); print(next(g), list(g))
def f(*args, **kw): return args, kw
print(f(1, *[2, 3], x=4, **{"y": 5}))
print("abc" < "abd", [1, 2] == [1, 2], (1, 2) < (1, 3), {1, 2} == {2, 1}, None is None, 1 == 1.0, "a" "b")
i = 0
while True:
    i += 1
    if i % 2: continue
    if i > 6: break
print(i, type(i).__name__, id(i) == id(8), sys.getsizeof([]))
lst = [1, 2, 3]; lst2 = lst; lst2 += [4]; print(lst); lst2 = lst2 + [5]; print(lst, lst2)
def mutate(l): l.append("x"); l = []
mutate(lst); print(lst)
print(*map(str, lst), sep=",", end="\n")
del lst[1:3]; print(lst, lst * 2, [] or "empty", [0] and "x")
print("é".encode("utf-8"), "日本".center(6, "-"), len("日本"), "ß".upper(), "\u00e9" == "é", "\N{BULLET}")
print(round(2.675, 2), round(1e20), int(1e20), 7 // -2, -7 // 2, 7 % -3, divmod(7, -2), 2 ** -1, 0 ** 0)
print(bin(-5), hex(2**64), oct(511), int("-0x1f", 16), complex(1, -1) * 2j, abs(3+4j))
nested = lambda: (yield)
print(callable(nested), (lambda *a: a)(1, 2), (lambda: None)())
# expect: olleh
# expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97]
# expect: [('the', 3), ('brown', 1), ('dog', 1)]
# expect: 24 
# expect: 31 [('A', 'C'), ('A', 'B'), ('C', 'B')]
# expect:   0   0   0   0
# expect:   0   1   2   3
# expect:   0   2   4   6
# expect:   0   3   6   9
# expect: (0, 1, 2, 3)
# expect: 23416728348467685 1606938044258990275541962092341162602522202993782792835301376 142857142857142857142857142857 4 4
# expect: 1e+16 1000000000000000.0 0.30000000000000004 0.3333333333333333 1e-05 123456789.123 nan -0.0 1.4142135623730951 inf
# expect: 'a' None      'x' 1_000_000 50.000000% 0xff 003 **a**
# expect: [3, 2, 1] [1, 2, 3] False
# expect: {'a': [1, 2], 'b': {'c': (1,)}} True 31 2
# expect: KeyError 'zz' ('zz',)
# expect: True 2 __init__ __main__ Stack
# expect: [4, 6, 8] {'a': 0, 'b': 1, 'c': 2} True
# expect: True c 3 5050 True
# expect: 0 [1, 2]
# expect: ((1, 2, 3), {'x': 4, 'y': 5})
# expect: True True True True True True ab
# expect: 8 int True 56
# expect: [1, 2, 3, 4]
# expect: [1, 2, 3, 4] [1, 2, 3, 4, 5]
# expect: [1, 2, 3, 4, 'x']
# expect: 1,2,3,4,x
# expect: [1, 4, 'x'] [1, 4, 'x', 1, 4, 'x'] empty x
# expect: b'\xc3\xa9' --日本-- 2 SS True •
# expect: 2.67 100000000000000000000 100000000000000000000 -4 -4 -2 (-4, -1) 0.5 1
# expect: -0b101 0x10000000000000000 0o777 -31 (2+2j) 5.0
# expect: True (1, 2) None
