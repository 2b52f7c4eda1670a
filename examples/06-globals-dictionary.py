# A global name is a key of a dictionary that a program can reach.
globals()["var1"] = 1
print(var1)
globals()["var1"] = "one"
print(var1)
print(globals()["var1"] is var1)
del globals()["var1"]
print("var1" in globals())
