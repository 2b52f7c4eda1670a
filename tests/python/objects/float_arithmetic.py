# All operators, formats and methods of float and complex on common and on odd values.
def digest(lines):
    total = 0
    for line in lines:
        for c in line:
            total = (total * 31 + ord(c)) % 1000000007
    return total


log = []


def note(*items):
    log.append(" ".join([str(item) for item in items]))


def close(title):
    print(title, len(log), digest(log))
    log.clear()

import math
def t(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)
nums = [0.0, -0.0, 1.0, -1.0, 0.1, 0.5, 1.5, 2.5, -2.5, 3.14159, 1e16, 1e15, 123456789012345680.0, 1e22, 1e23, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, float('inf'), float('-inf'), float('nan'), 1e-4, 1e-5, 0.0001234, 100.0, 1/3, 2/3, 1e100]
ops = [("+", lambda a,b:a+b),("-", lambda a,b:a-b),("*", lambda a,b:a*b),("//", lambda a,b:a//b),("%", lambda a,b:a%b),("/", lambda a,b:a/b),("**", lambda a,b:a**b),("<", lambda a,b:a<b),("==", lambda a,b:a==b),(">=", lambda a,b:a>=b),("divmod", divmod)]
for n, f in ops:
    for a in nums:
        for b in nums:
            note(n, a, b, t(f, a, b))
for a in nums:
    note(repr(a), str(a), t(int, a), hash(a) if a == a else 0, a.is_integer(), t(a.as_integer_ratio), a.hex(), bool(a), -a, +a, abs(a), t(round, a), t(math.floor, a) if 0 else '')
    for n in (-3, -1, 0, 1, 2, 5, 20, 400):
        note(t(round, a, n))
    for spec in ["", "f", "e", "g", "n", "%", "E", "F", "G", ".0f", ".1f", ".2f", ".3e", ".0e", ".0g", ".3g", ".10g", ".20g", ".3", ".1", ".10", "10.3f", "<10.2f", ">10", "^12.1e", "+", " ", "+.2f", "010.2f", ",", ",.2f", "_.3f", "#.0f", "#g", "*^20.3f", "=+12.1f", "z.0f", "-z.1f", "020,.2f", "012,f", "s", "d", "x", "15,", "\u00e9>10", ".17", ".15g"]:
        note(repr(spec), repr(t(format, a, spec)))
for s in ["1", "1.5", " 1.5 ", "-1e5", "+.5", "5.", ".", "", "inf", "-Infinity", "nan", "1_0.5_0", "1__0", "_1", "1e400", "-1e400", "1e-400", "0x10", "abc", "१.५", "1e", "infinit", "1.5\n", "\t2\n"]:
    note(repr(s), t(float, s))
note(float(), float(5), float(True), t(float, None), float.fromhex('0x1.8p3'), t(float.fromhex, 'zz'), float.fromhex('-0x1p-1074'), float('1e308') * 10)
note(1.0 == 1, hash(1.0) == hash(1), hash(0.5), hash(1e300), hash(float('inf')), 0.1 + 0.2, 1e16 + 1, 3.0 // 2, -7.5 // 2, -7.5 % 2, 7.5 % -2)
c = [1j, -1j, 1+2j, -1.5-0j, 0j, complex(0, -0.0), complex('1+2j'), complex(' -3j '), complex(1e100, 2)]
for a in c:
    note(a, repr(a), abs(a), bool(a), hash(a), a.real, a.imag, a.conjugate(), -a, format(a, ''), t(format, a, '.2f'), t(format, a, '>20'), t(format,a,'+'))
    for b in c:
        note(a + b, a - b, a * b, t(lambda: a / b), a == b)
    note(a + 1, 1 - a, a * 2.5, t(lambda: a ** 2), t(lambda: a ** 0), t(lambda: a < 1), t(lambda: a // 1))
note(t(complex, 'x'), complex(), complex(1), complex(1, 2), complex(1j, 1j), t(complex, [], 1), t(complex, 1, '2'))


close('float')

# expect: float 10318 420058857
