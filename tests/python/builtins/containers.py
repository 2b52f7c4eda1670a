# Methods of the builtin containers.
l = [3, 1, 2]
l.append(4); l.insert(0, 9); l.extend([7, 8]); l.remove(1)
print(l, l.pop(), l.pop(0), l.index(2), l.count(3), len(l))
l.sort(); print(l); l.sort(key=lambda x: -x); print(l); l.reverse(); print(l, l.copy() == l, [1] * 3, [1, 2] < [1, 3])
d = {"a": 1, "b": 2}
d["c"] = 3; d.update(d=4); d.setdefault("e", 5); d.setdefault("a", 99)
print(d, d.get("x"), d.get("x", 0), d.pop("a"), d.popitem(), list(d), list(d.values()), list(d.items()))
print("b" in d, d | {"z": 26}, dict.fromkeys("ab", 0), {1: "a"} == {1.0: "a"})
s = {1, 2, 3}
s.add(4); s.discard(1); s.remove(2)
print(s, s & {3, 9}, s | {9}, s - {3}, s ^ {3, 5}, {3} <= s, s.isdisjoint({7}))
t = (1, 2, 3, 2)
print(t.count(2), t.index(3), t + (4,), t[1:], t * 2, hash(t) == hash((1, 2, 3, 2)))
text = "Hello, World"
print(text.upper(), text.lower(), text.swapcase(), text.replace("l", "L"), text.split(", "), text.find("World"))
print(text.startswith("He"), text.endswith("x"), text.center(20, "*"), "a-b-c".split("-", 1), "-".join(["a", "b"]))
print("  x ".strip(), "xxaxx".strip("x"), "abc".title(), "12".zfill(5), "a,b".partition(","), "abc"[::-1], "b" in "abc")
print("abc".isalpha(), "12".isdigit(), "a1".isalnum(), " ".isspace(), "line1\nline2".splitlines(), "é".encode(), b"ab".decode())
print("%05d|%-5s|%+.2e|%x" % (42, "ab", 12345.678, 255), "{:>10}|{:^10}|{:<10}|".format("a", "b", "c"))
print(3 .bit_length(), (5).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "big"), (2.5).is_integer(), (0.5).as_integer_ratio())
print([1, [2, [3]]], {"k": [1]}, (1,), (), {}, set(), "quote'\"", 'tab\t\n', b"\x00\xff")
a = [1]; a.append(a); print(a)
nested = {}; nested["self"] = nested; print(nested)
# expect: [3, 2, 4, 7] 8 9 1 1 4
# expect: [2, 3, 4, 7]
# expect: [7, 4, 3, 2]
# expect: [2, 3, 4, 7] True [1, 1, 1] True
# expect: {'b': 2, 'c': 3, 'd': 4} None 0 1 ('e', 5) ['b', 'c', 'd'] [2, 3, 4] [('b', 2), ('c', 3), ('d', 4)]
# expect: True {'b': 2, 'c': 3, 'd': 4, 'z': 26} {'a': 0, 'b': 0} True
# expect: {3, 4} {3} {9, 3, 4} {4} {4, 5} True True
# expect: 2 2 (1, 2, 3, 2, 4) (2, 3, 2) (1, 2, 3, 2, 1, 2, 3, 2) True
# expect: HELLO, WORLD hello, world hELLO, wORLD HeLLo, WorLd ['Hello', 'World'] 7
# expect: True False ****Hello, World**** ['a', 'b-c'] a-b
# expect: x a Abc 00012 ('a', ',', 'b') cba True
# expect: True True True True ['line1', 'line2'] b'\xc3\xa9' ab
# expect: 00042|ab   |+1.23e+04|ff          a|    b     |c         |
# expect: 2 b'\x00\x05' 256 False (1, 2)
# expect: [1, [2, [3]]] {'k': [1]} (1,) () {} set() quote'" tab	
# expect:  b'\x00\xff'
# expect: [1, [...]]
# expect: {'self': {...}}
