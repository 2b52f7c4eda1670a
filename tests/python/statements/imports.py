import sys, math as m
from math import *
from sys import maxsize as biggest
print(m.sqrt(4), sqrt(9), biggest == sys.maxsize)
print(m, sys.modules["math"] is m)
# expect: 2.0 3.0 True
# expect: <module 'math' (built-in)> True
