# Assignment copies a reference: the name moves, the object stays.
var1 = 999
before = id(var1)
var2 = var1
print(id(var1) == id(var2), var1 is var2)
var1 = 1000
print(id(var1) == before, id(var2) == before)
small = 7
other = 3 + 4
print(small is other)
a = b = []
a.append(1)
print(b, a is b)
b = b + [2]
print(a, b, a is b)
x, y = 1, 2
x, y = y, x
print(x, y)
first, *rest = range(5)
print(first, rest)
*start, last = "abc"
print(start, last)
(p, q), r = (1, 2), 3
print(p, q, r)
n = 5
n += 2
n **= 2
n //= 3
print(n)
text = "ab"
text += "cd"
print(text)
# expect: True True
# expect: False True
# expect: True
# expect: [1] True
# expect: [1] [1, 2] False
# expect: 2 1
# expect: 0 [1, 2, 3, 4]
# expect: ['a', 'b'] c
# expect: 1 2 3
# expect: 16
# expect: abcd
