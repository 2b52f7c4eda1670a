import sys
print(sys.getsizeof(1), sys.getsizeof(2**30), sys.getsizeof(""), sys.getsizeof("a"), sys.getsizeof("é"))
print(sys.getsizeof([]), sys.getsizeof([1]), sys.getsizeof(()), sys.getsizeof((1, 2)), sys.getsizeof({}))
print(sys.getsizeof({1: 1}), sys.getsizeof(1.5), sys.getsizeof(True), sys.getsizeof(None), sys.getsizeof(b""))
grown = []
sizes = []
for i in range(20):
    grown.append(i)
    sizes.append(sys.getsizeof(grown))
print(sizes)
thing = object()
print(sys.getrefcount(thing))
other = thing
holder = [thing, thing]
print(sys.getrefcount(thing))
del other
holder.clear()
print(sys.getrefcount(thing))
def function(argument):
    return sys.getrefcount(argument)
print(function(thing))
print(sys.maxsize, sys.byteorder, sys.version_info[:2], sys.getrecursionlimit())
print(sys.intern("abc") is sys.intern("abc"))
sys.stdout.write("written\n")
print(len(sys.argv), sys.argv[0].endswith("sys_module.py"))
print("sys" in sys.modules, sys.modules["sys"] is sys)
print(type(sys), sys.__name__)
sys.setrecursionlimit(100)
def deep(n):
    return deep(n + 1)
try:
    deep(0)
except RecursionError as error:
    print(error)
try:
    sys.exit(1)
except SystemExit as error:
    print("exit", error.code)
# expect: 28 32 49 50 74
# expect: 56 64 40 56 64
# expect: 224 24 28 16 33
# expect: [88, 88, 88, 88, 120, 120, 120, 120, 184, 184, 184, 184, 184, 184, 184, 184, 248, 248, 248, 248]
# expect: 2
# expect: 5
# expect: 2
# expect: 3
# expect: 9223372036854775807 little (3, 11) 1000
# expect: True
# expect: written
# expect: 1 True
# expect: True True
# expect: <class 'module'> sys
# expect: maximum recursion depth exceeded
# expect: exit 1
