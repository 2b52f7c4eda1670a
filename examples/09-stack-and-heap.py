# A call's frame holds references only. The objects live on the heap, as long as something refers to them.
import sys


def make():
    inner = [1, 2, 3]
    print(id(inner), sys.getrefcount(inner))
    return inner


outer = make()
print(id(outer), sys.getrefcount(outer))
again = outer
print(sys.getrefcount(outer))
