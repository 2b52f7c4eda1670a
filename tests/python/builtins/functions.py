# The builtin functions.
print(abs(-3), abs(-2.5), abs(True), divmod(17, 5), divmod(-17, 5), pow(2, 10), pow(2, 10, 1000), pow(2, -1))
print(bin(10), oct(8), hex(255), hex(-255), bin(0))
print(round(2.5), round(3.5), round(2.567, 2), round(1234, -2), round(-0.5))
print(min(3, 1, 2), max([1, 5, 3]), min("hello"), max([], default="none"), min([3, -5], key=abs))
print(sum([1, 2, 3]), sum([0.1] * 3), sum([[1], [2]], []))
print(sorted([3, 1, 2]), sorted("banana", reverse=True), sorted(["bb", "a", "ccc"], key=len))
print(list(reversed([1, 2, 3])), list(enumerate("ab")), list(enumerate("ab", 5)))
print(list(zip([1, 2], "ab")), list(zip()), list(map(lambda a, b: a + b, [1, 2], [3, 4])))
print(list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])))
print(all([]), all([1, 0]), any([0, 0]), any([0, 1]))
print(chr(97), chr(8364), ord("a"), ord("€"))
print(repr("a'b"), ascii("é"), str(1.0), repr(1e100), str(None))
print(int("42"), int("ff", 16), int("0b11", 0), int(3.9), int(-3.9), int(" 7 "), int("1_000"))
print(float("3.5"), float("inf"), float("-1e3"), bool([]), bool("x"))
print(isinstance(1, int), isinstance(True, int), isinstance(1, (str, int)), issubclass(bool, int))
print(callable(len), callable(5), callable(int))
print(hasattr("a", "upper"), getattr("abc", "upper")(), getattr(1, "nope", "default"))
print(len("héllo"), len([1, 2]), len({}), len(range(10)))
print(type(1), type("a"), type(None), type(int), type(len), type(print))
print(list(range(3)), list(range(1, 10, 3)), list(range(5, 0, -2)), range(3), range(0, 10, 2)[2])
print(tuple("ab"), list("ab"), dict(a=1, b=2), dict([("x", 1)]), set([1]), frozenset([2]))
print(hash(1), hash(2**61 - 1), hash(1.0), hash(True), hash("") == hash(""))
print(format(3.14159, ".2f"), format(255, "x"), format("a", ">5"), format(1234567, ","))
print(next(iter([1, 2])), next(iter([]), "empty"))
it = iter([1, 2, 3])
print(next(it), list(it))
calls = iter(lambda: 5, 5)
print(list(calls))
print(slice(1, 2), slice(None, 5, 2))
print(eval("1 + 2"), eval("x * 2", {"x": 21}))
exec("made = [i for i in range(3)]")
print(made)
print("a", "b", sep="-", end="!\n")
print()
print(1, 2, 3, sep="")
print(complex(1, 2), complex("1+2j"), bytes([65, 66]), bytes("é", "utf-8"))
print(vars(type("T", (), {"a": 1}))["a"])
print([name for name in dir([]) if not name.startswith("_")])
code = compile("6 * 7", "<test>", "eval")
print(eval(code))
for bad in ("min([])", "chr(-1)", "ord('ab')", "int('z')", "sum(['a'])", "next(iter([]))", "iter(5)", "len(5)"):
    try:
        eval(bad)
    except Exception as error:
        print(type(error).__name__, error)
try:
    eval("1 +")
except SyntaxError as error:
    print(error.msg, error.lineno)
try:
    list(zip([1], [], strict=True))
except ValueError as error:
    print(error)
# expect: 3 2.5 1 (3, 2) (-4, 3) 1024 24 0.5
# expect: 0b1010 0o10 0xff -0xff 0b0
# expect: 2 4 2.57 1200 0
# expect: 1 5 e none 3
# expect: 6 0.30000000000000004 [1, 2]
# expect: [1, 2, 3] ['n', 'n', 'b', 'a', 'a', 'a'] ['a', 'bb', 'ccc']
# expect: [3, 2, 1] [(0, 'a'), (1, 'b')] [(5, 'a'), (6, 'b')]
# expect: [(1, 'a'), (2, 'b')] [] [4, 6]
# expect: [1, 'a'] [2, 3]
# expect: True False False True
# expect: a € 97 8364
# expect: "a'b" '\xe9' 1.0 1e+100 None
# expect: 42 255 3 3 -3 7 1000
# expect: 3.5 inf -1000.0 False True
# expect: True True True True
# expect: True False True
# expect: True ABC default
# expect: 5 2 0 10
# expect: <class 'int'> <class 'str'> <class 'NoneType'> <class 'type'> <class 'builtin_function_or_method'> <class 'builtin_function_or_method'>
# expect: [0, 1, 2] [1, 4, 7] [5, 3, 1] range(0, 3) 4
# expect: ('a', 'b') ['a', 'b'] {'a': 1, 'b': 2} {'x': 1} {1} frozenset({2})
# expect: 1 0 1 1 True
# expect: 3.14 ff     a 1,234,567
# expect: 1 empty
# expect: 1 [2, 3]
# expect: []
# expect: slice(1, 2, None) slice(None, 5, 2)
# expect: 3 42
# expect: [0, 1, 2]
# expect: a-b!
# expect:
# expect: 123
# expect: (1+2j) (1+2j) b'AB' b'\xc3\xa9'
# expect: 1
# expect: ['append', 'clear', 'copy', 'count', 'extend', 'index', 'insert', 'pop', 'remove', 'reverse', 'sort']
# expect: 42
# expect: ValueError min() arg is an empty sequence
# expect: ValueError chr() arg not in range(0x110000)
# expect: TypeError ord() expected a character, but string of length 2 found
# expect: ValueError invalid literal for int() with base 10: 'z'
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: StopIteration 
# expect: TypeError 'int' object is not iterable
# expect: TypeError object of type 'int' has no len()
# expect: invalid syntax 1
# expect: zip() argument 2 is shorter than argument 1
