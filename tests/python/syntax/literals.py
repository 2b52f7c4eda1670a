# Every form of literal.
print(0, 00_0, 1_000, 0x_ff, 0O17, 0b1010, 9223372036854775807, 9223372036854775808)  # expect: 0 0 1000 255 15 10 9223372036854775807 9223372036854775808
print(.5, 1., 1e3, 1_0.0_1E-2, 1e400, 0.1)  # expect: 0.5 1.0 1000.0 0.1001 inf 0.1
print("a" 'b' """c
d""" r"\n")
# expect: abc
# expect: d\n
print("\x41\101\u0042\U00000043\N{LATIN SMALL LETTER D}\
e")  # expect: AABCde
print("\\ \' \" \a\b\f\v\t|".encode())  # expect: b'\\ \' " \x07\x08\x0c\x0b\t|'
print(b"\x00\xff\101a" rb"\x", u"u", Rb'\'')  # expect: b'\x00\xffAa\\x' u b"\\'"
print(len("é☃𝒳"), "é☃𝒳")  # expect: 3 é☃𝒳
print(None, True, False, ...)  # expect: None True False Ellipsis
print(1if True else 2)  # expect: 1
ﬁ = "a ligature is two letters in a name"
print(fi)  # expect: a ligature is two letters in a name
