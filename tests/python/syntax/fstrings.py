# f-strings: expressions, conversions, format specifications, nesting.
name, width, value = "x", 6, 3.14159
print(f"{name}{name!r}{name!s}{'é'!a}")  # expect: x'x'x'\xe9'
print(f"{value:.2f}|{value:{width}.3}|{value:>{width + 2}.1f}|")  # expect: 3.14|  3.14|     3.1|
print(f"{{}} {{{name}}}")  # expect: {} {x}
print(f"{name=} {width + 1 = } {name=!s} {width=:>4}")  # expect: name='x' width + 1 = 7 name=x width=   6
print(f"{ {'a': 1}['a'] } {[i for i in range(3)]} {(lambda: 5)()}")  # expect: 1 [0, 1, 2] 5
print(f"{f'{1 + 1}'}")  # expect: 2
print(f"{width != 6} {width == 6} {width <= 6}")  # expect: False True True
print(f"{1, 2}" "plain {}" rf"\{name}" F"")  # expect: (1, 2)plain {}\x
print(f"""{
    name
} {(width :=
    width + 1)}""")  # expect: x 7
