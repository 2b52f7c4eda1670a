# Classes: attributes, methods, inheritance, special methods.
class Point:
    """A place."""
    dimensions = 2

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Point(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __bool__(self):
        return bool(self.x or self.y)

    def __call__(self, *args):
        return args

    def __contains__(self, value):
        return value in (self.x, self.y)

p = Point(1, 2)
print(p, p + Point(3, 4), p * 2, 3 * p)
print(p == Point(1, 2), p != Point(1, 2), p == 5, len(p), p[0], p[-1], list(p))
print(bool(Point(0)), bool(p), p(1, 2), 2 in p, 5 in p)
print(p.__dict__, Point.dimensions, p.dimensions, Point.__doc__, Point.__name__)
p.dimensions = 3
print(p.dimensions, Point.dimensions)
del p.dimensions
print(p.dimensions)
print(len({Point(1, 2), Point(1, 2), Point(2, 1)}))
print(type(p), isinstance(p, Point), isinstance(p, object), issubclass(Point, object))

class Point3(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z

    def __repr__(self):
        return super().__repr__() + f"+{self.z}"

q = Point3(1, 2, 3)
print(q, q + p, isinstance(q, Point))
print([c.__name__ for c in Point3.__mro__])

class A:
    def who(self): return "A"
class B(A):
    def who(self): return "B" + super().who()
class C(A):
    def who(self): return "C" + super().who()
class D(B, C):
    def who(self): return "D" + super().who()

print(D().who(), [c.__name__ for c in D.__mro__])
try:
    class Impossible(A, B): pass
except TypeError as error:
    print(error)

class Properties:
    def __init__(self): self._value = 1
    @property
    def value(self): return self._value
    @value.setter
    def value(self, new): self._value = new * 10
    @staticmethod
    def static(x): return x + 1
    @classmethod
    def named(cls): return cls.__name__

o = Properties()
o.value = 5
print(o.value, o.static(1), Properties.static(2), o.named(), Properties.named())
try:
    del o.value
except AttributeError as error:
    print(error)
try:
    o.missing
except AttributeError as error:
    print(error)

class Missing:
    def __getattr__(self, name): return "no " + name
    def __setattr__(self, name, value): object.__setattr__(self, name, value + 1)

m = Missing()
m.here = 1
print(m.here, m.gone)

class Slots:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1

s = Slots()
print(s.a)
try:
    s.c = 1
except AttributeError as error:
    print(error)
try:
    s.b
except AttributeError as error:
    print(error)

class Ordered:
    def __init__(self, n): self.n = n
    def __lt__(self, other): return self.n < other.n

print([x.n for x in sorted([Ordered(3), Ordered(1), Ordered(2)])])
print(type("Made", (Point,), {"extra": 1})(7).extra)

class Meta(type):
    def __new__(mcs, name, bases, namespace):
        namespace["added"] = name.lower()
        return super().__new__(mcs, name, bases, namespace)

class WithMeta(metaclass=Meta): pass
print(WithMeta.added, type(WithMeta).__name__)

class Base:
    registry = []
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Base.registry.append(cls.__name__)

class One(Base): pass
class Two(Base): pass
print(Base.registry)

class Descriptor:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, instance, owner): return (self.name, instance is None)
    def __set__(self, instance, value): print("set", self.name, value)

class Described:
    field = Descriptor()

print(Described.field, Described().field)
Described().field = 3

class Iteration:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n

print(list(Iteration(3)), sum(Iteration(4)))

class MyList(list):
    def first(self): return self[0]

l = MyList([3, 1, 2])
l.append(9)
print(l, l.first(), len(l), sorted(l), type(l).__name__)

class MyInt(int):
    def __add__(self, other): return MyInt(int(self) + int(other) + 100)

print(MyInt(1) + 2, MyInt(5) * 2, isinstance(MyInt(1), int))

class MyDict(dict):
    def __missing__(self, key): return key * 2

print(MyDict(a=1)["a"], MyDict()["b"])

class Deleted:
    def __del__(self): print("deleted")

d = Deleted()
del d
print("end")
# expect: Point(1, 2) Point(4, 6) Point(2, 4) Point(3, 6)
# expect: True False False 2 1 2 [1, 2]
# expect: False True (1, 2) True False
# expect: {'x': 1, 'y': 2} 2 2 A place. Point
# expect: 3 2
# expect: 2
# expect: 2
# expect: <class '__main__.Point'> True True True
# expect: Point(1, 2)+3 Point(2, 4) True
# expect: ['Point3', 'Point', 'object']
# expect: DBCA ['D', 'B', 'C', 'A', 'object']
# expect: Cannot create a consistent method resolution
# expect: order (MRO) for bases A, B
# expect: 50 2 3 Properties Properties
# expect: property 'value' of 'Properties' object has no deleter
# expect: 'Properties' object has no attribute 'missing'
# expect: 2 no gone
# expect: 1
# expect: 'Slots' object has no attribute 'c'
# expect: 'Slots' object has no attribute 'b'
# expect: [1, 2, 3]
# expect: 1
# expect: withmeta Meta
# expect: ['One', 'Two']
# expect: ('field', True) ('field', False)
# expect: set field 3
# expect: [2, 1, 0] 6
# expect: [3, 1, 2, 9] 3 4 [1, 2, 3, 9] MyList
# expect: 103 10 True
# expect: 1 bb
# expect: deleted
# expect: end
