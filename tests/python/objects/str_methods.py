# All methods of str and the basic ones of bytes, on many texts.
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

def t(f, *a, **k):
    try:
        return f(*a, **k)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)
strs = ["", "a", "abc", "Hello World", "hello hello", "  spaced  ", "a,b,,c", "é", "naïve café", "日本語", "😀 smile", "ß", "ǆ Ǆ", "ΑΣ Σ ΑΣΑ", "tab\there", "new\nline\r\nend", "'quote'", '"dq"', "'both\"", "back\\slash", "\x00\x7f\x80\xa0\u200b\ud800", "123", "12.5", "MiXeD", "½²", "ﬁ", "İ", "title Case Here", "they're bill's", "\u0301x"]
for s in strs:
    note(ascii(s), ascii(repr(s)), len(s), s.__sizeof__())
    for m in "upper lower title capitalize swapcase casefold strip lstrip rstrip split rsplit splitlines isalpha isalnum isdigit isdecimal isnumeric isspace islower isupper istitle isidentifier isprintable isascii expandtabs".split():
        note(m, ascii(t(getattr(s, m))))
    for p in ["a", "l", "", " ", "hello", "é", ","]:
        note(ascii(p), s.find(p), s.rfind(p), s.count(p), p in s, t(s.index, p), t(s.rindex, p), s.startswith(p), s.endswith(p), ascii(s.replace(p, "<>")), ascii(s.replace(p, "<>", 1)), ascii(t(s.split, p)), ascii(t(s.split, p, 1)), ascii(t(s.rsplit, p, 1)), ascii(t(s.partition, p)), ascii(t(s.rpartition, p)), ascii(s.strip(p)), ascii(s.removeprefix(p)), ascii(s.removesuffix(p)), s.find(p, 1), s.find(p, -2), s.count(p, 1, 3), s.startswith(p, 1), s.endswith(p, 0, 2))
    for w in (0, 5, 8, 15):
        note(ascii(s.center(w)), ascii(s.ljust(w, '*')), ascii(s.rjust(w, 'é')), ascii(s.zfill(w)), ascii(s.center(w, '-')))
    note(ascii(s[1:]), ascii(s[:-1]), ascii(s[::-1]), ascii(s[::2]), ascii(s[-3:2]), ascii(t(lambda: s[0])), ascii(t(lambda: s[-1])), ascii(s * 3), ascii(s * 0), ascii(s + "x"), ascii("é" + s))
    note(ascii(s.join(["1", "2", "3"])), [ascii(c) for c in s], ascii(t(s.encode)), ascii(t(s.encode, 'latin-1')), ascii(t(s.encode, 'ascii', 'replace')), ascii(t(s.encode, 'ascii', 'xmlcharrefreplace')), ascii(t(s.encode,'utf-8','surrogatepass')), ascii(t(s.encode, 'ascii', 'backslashreplace')))
    for spec in ["", "s", "10", "<10", ">10", "^10", "*^11", ".2", "10.2", "d", "=10", "010", "é<5", "é>6.1", "+", "#", ",", "z"]:
        note(ascii(spec), ascii(t(format, s, spec)))
    for u in strs:
        note(s < u, s == u, s >= u, s != u)
note("a b c".split(None, 1), "a b c".rsplit(None, 1), " a  b ".split(), " a  b ".split(" "), t("a".split, ""), "a\n\nb".splitlines(), "a\n\nb\n".splitlines(True))
note("%s %r %d %5d|%-5d|%05d %x %X %#x %o %#o %e %.3f %g %c %c %% %5s|%-5s|%.2s" % ("s", "r", 1, 2, 3, 4, 255, 255, 255, 8, 8, 1.5, 2.5, 1e10, 'c', 65, "ab", "cd", "efgh"))
note("%(a)s %(b)d" % {"a": 1, "b": 2}, "%s" % 5, "%s" % (5,), "%s" % [1], "%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159), "%+d % d %+.1f" % (1, 2, 3), "%r %a" % ("é", "é"))
note(t(lambda: "%d" % 1.5), t(lambda: "%d" % "x"), t(lambda: "%z" % 1), t(lambda: "%" % 1), t(lambda: "%(a" % {}), t(lambda: "%(a)s" % 1), t(lambda: "%c" % "ab"), t(lambda: "%c" % -1), t(lambda: "%x" % 1.5), t(lambda: "%s %s" % (1,)), t(lambda: "%f" % "x"), t(lambda: "%i" % -3), t(lambda: "%d" % 10**30), t(lambda: "%10.5d" % 42), t(lambda: "%-10x|" % -255), t(lambda: "%#X" % 255), t(lambda:"%010.3f" % -3.14159), t(lambda: "%s" % None))
note("{} {} {}".format(1, 2, 3), "{0} {1} {0}".format(1, 2), "{a} {b}".format(a=1, b=2), "{0.real} {0.imag}".format(5), "{0[1]} {0[0]}".format([1, 2]), "{d[key]}".format(d={"key": "v"}), "{!r} {!s} {!a}".format("é", "é", "é"), "{:>10}|{:<10}|{:^10}|{:*^10}".format(1, 2, 3, 4), "{:{}}|{:{w}.{p}f}".format(1, 5, 3.14159, w=10, p=2), "{{}} {{{}}}".format(1))
note(t("{".format), t("}".format), t("{} {1}".format, 1, 2), t("{1} {}".format, 1, 2), t("{a}".format), t("{5}".format, 1), t("{!x}".format, 1), t("{0.foo}".format, 1), t("{0[a]}".format, [1]), t("{:{:{}}}".format, 1, 2, 3), t("{0!}".format, 1), t("{0!rr}".format, 1), t("{0[}".format, 1), t("{0.}".format, 1), t("{".format, 1), t("a}b".format), t("{:q}".format, 1), t("{a.b[c]}".format, a=1))
note(format(1234567, ","), format(1234567, "_"), format(1234567, "_x"), format(-1234567, "015,"), format(255, "#x"), format(255, "#010b"), format(255, "X"), format(65, "c"), format(5, "+"), format(5, " "), format(-5, "=+8"), format(5, "<8"), format(5, "^8"), format(5, "08"), format(1234, "08,"), format(1234, "09,"), format(10**30, ",d"), format(True), format(True, "d"), format(3, ".2f"), format(3, "e"), format(3, "%"), format(12345, "n"), format(0, "b"), format(1, "é>5"), format(-255, "#_b"))
for sp in [".2d", "s", "c#", "+c", "#c", ",x", ",b", ",_", "_,", ",,", "__", "10.", "q", "é", "abc", "zd", "99999999999999999999d"]:
    note(ascii(sp), ascii(t(format, 65, sp)))
note("abc".translate({97: "x", 98: None, 99: 122}), "abc".translate(str.maketrans("ab", "xy", "c")), str.maketrans({"a": 1, 98: "q"}), t(str.maketrans, "a", "bc"), "a{b}".format_map({"b": 3}), "x".isidentifier(), "1x".isidentifier(), "abc".join([]), ",".join("abc"), ",".join(("a",)), t(",".join, [1]), t(",".join, 1))
note(str(b"abc"), str(b"abc", "utf-8"), t(str, b"\xff", "utf-8"), str(b"\xff\xfe", "latin-1"), t(str, "a", "utf-8"), str(5), str(None), str(), str(object=7), ascii(b"\xff\xc3".decode("utf-8", "replace")), ascii(b"a\xe2\x82z".decode("utf-8", "replace")), ascii(b"\xff".decode("utf-8", "surrogateescape")), b"\xff".decode("ascii", "ignore"), ascii(b"\xf0\x9f\x98\x80".decode()), t(b"\xe2\x82".decode), t(b"\xed\xa0\x80".decode), t(b"\xff".decode, "ascii"), t(b"x".decode, "nope"), t(b"\xff".decode, "utf-8", "nope"))
note(sorted({"b", "a"}), list(map(hash, [1, 2.5, True, None is None, (1, 2), frozenset([1, 2, 3]), range(5), -1, -2, 2**61-1, 2**61, ()])))
b = b"hello\x00world'\xff"
note(b, len(b), b[0], b[1:3], b[::-1], b + b"x", b * 2, 104 in b, b"ell" in b, list(b), b.hex(), bytes.fromhex("00 ff a1"), b.find(b"l"), b.count(b"l"), b.index(b"w"), b.replace(b"l", b"LL"), b.startswith(b"he"), b.endswith((b"x", b"\xff")), b" ".join([b"a", b"b"]), bytes(3), bytes([1, 2]), bytes("é", "utf-8"), t(bytes, "a"), t(bytes, [256]), t(bytes, -1), t(bytes, 1.5), b == b"x", b < b"i", hash(b"") , bytes(range(256)), t(lambda: b"a" + "b"), t(lambda: b["a"]), t(bytes.fromhex, "zz"), t(b.index, b"zz"))


close('str')

# expect: str 2638 855144130
