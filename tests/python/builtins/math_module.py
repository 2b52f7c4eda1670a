import math
from math import pi, sqrt as root
print(math.pi == pi, root(16), math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.floor(-2.5))
print(math.factorial(10), math.gcd(12, 18), math.isqrt(99), math.isqrt(10**20), math.gcd(), math.gcd(0, 5))
print(math.log(8, 2), math.log2(1024), math.log10(1000), math.exp(0), math.pow(2, 3))
print(math.isnan(math.nan), math.isinf(math.inf), math.hypot(3, 4), math.copysign(1, -0.0), math.fabs(-3))
print(math.degrees(math.pi), math.radians(180), math.atan2(1, 1), math.fmod(7, 3))
for bad in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.exp(1000), lambda: math.floor("a")):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
# expect: True 4.0 2 3 -2 -3
# expect: 3628800 6 9 10000000000 0 5
# expect: 3.0 10.0 3.0 1.0 8.0
# expect: True True 5.0 -1.0 3.0
# expect: 180.0 3.141592653589793 0.7853981633974483 1.0
# expect: ValueError math domain error
# expect: ValueError math domain error
# expect: ValueError factorial() not defined for negative values
# expect: OverflowError math range error
# expect: TypeError must be real number, not str
