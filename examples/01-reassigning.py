var1  = 1
print(var1, id(var1))
var1  = 2
print(var1, id(var1))
