# All operators, conversions and methods of int on values around the digit and word limits.
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

nums = [0, 1, -1, 7, -7, 255, 256, 257, 2**30-1, 2**30, -2**30, 2**31, 2**59, 2**60, -2**60, 2**62, 2**63-1, 2**63, -2**63, -2**63-1, 2**64, 10**20, -10**20, 3**100, -3**100]
def t(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)
ops = [("+", lambda a,b:a+b),("-", lambda a,b:a-b),("*", lambda a,b:a*b),("//", lambda a,b:a//b),("%", lambda a,b:a%b),("/", lambda a,b:a/b),("&", lambda a,b:a&b),("|", lambda a,b:a|b),("^", lambda a,b:a^b),("<", lambda a,b:a<b),("==", lambda a,b:a==b),(">=", lambda a,b:a>=b),("divmod", divmod)]
for n, f in ops:
    for a in nums:
        for b in nums:
            note(n, a, b, t(f, a, b))
for a in nums:
    note(a, -a, +a, ~a, abs(a), bool(a), hash(a), float(a), a.bit_length(), a.bit_count(), hex(a), oct(a), bin(a), str(a), repr(a), a.__sizeof__())
    for s in (0, 1, 5, 29, 30, 31, 60, 64, 100):
        note(a << s, a >> s)
    for e in range(6):
        note(t(pow, a, e), t(pow, a, e, 97), t(pow, a, -e, 97), t(lambda: a ** -e))
    for n in (-25, -3, -2, -1, 0, 1, None):
        note(round(a, n))
    note(a.to_bytes(40, 'big', signed=True), a.to_bytes(40, 'little', signed=True), int.from_bytes(a.to_bytes(40, 'big', signed=True), 'big', signed=True) == a)
    note(a.as_integer_ratio(), a.real, a.imag, a.numerator, a.denominator, a.conjugate())
for s in ["12", " 12 ", "-5", "+5", "0x1f", "0b101", "0o17", "1_000", "_1", "1_", "", " ", "abc", "zz", "12a", "--1", "0_7", "00", "007", "१२", "1e5", "1.0"]:
    for b in (10, 0, 16, 36, 2, 8):
        note(repr(s), b, t(int, s, b))
note(int(1.9), int(-1.9), int(True), int("12"), int(b"12"), t(int, None), t(int, float('nan')), t(int, float('inf')), int(1e30), int(), int(x for x in ()) if 0 else 0)
note(True + True, True & False, True | False, True ^ True, ~True, -True, True * 3, True / 2, 5 & True, repr(True), str(False), bool([]), bool("a"), t(bool, 1, 2))
note(1 < 2.5, 2**53 == float(2**53), 2**53 + 1 == float(2**53), 2**1000 > 1e300, 2**1024 > float('inf'), 10**400 > 1.0, -10**400 < float('-inf'))


close('int')

# expect: int 8885 243167833
