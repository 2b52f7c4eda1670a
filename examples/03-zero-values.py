# Before the first assignment there is no variable: the name is not in the dictionary, so there is nothing to read.
print("count" in globals())
count = 0
print("count" in globals(), count)
del count
print("count" in globals())
