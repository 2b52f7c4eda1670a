# One name, bound to an int first and to a str then. The type belongs to the object, the name only refers to it.
var1 = 42
print(var1, type(var1), id(var1))
var1 = "forty-two"
print(var1, type(var1), id(var1))
