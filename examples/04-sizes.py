import sys

# A variable is an 8-byte reference, whatever it refers to: each further one makes a tuple 8 bytes longer.
small = 1
large = 2 ** 1000
text = "a much longer piece of text than the number one"
empty = sys.getsizeof(())
print(sys.getsizeof((small,)) - empty)
print(sys.getsizeof((large,)) - empty)
print(sys.getsizeof((text,)) - empty)

# The objects differ.
print(sys.getsizeof(small), sys.getsizeof(large), sys.getsizeof(text))
