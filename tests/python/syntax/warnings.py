# What can hardly be meant is warned of, in CPython's words and as often; the functions are never called.
# expect-error: SyntaxWarning: "is" with a literal. Did you mean "=="?
# expect-error: SyntaxWarning: "is not" with a literal. Did you mean "!="?
# expect-error: SyntaxWarning: assertion is always true, perhaps remove parentheses?
# expect-error: SyntaxWarning: 'tuple' object is not callable; perhaps you missed a comma?
# expect-error: SyntaxWarning: 'generator' object is not subscriptable; perhaps you missed a comma?
# expect-error: SyntaxWarning: list indices must be integers or slices, not str; perhaps you missed a comma?
x = 1
if x is 1: print("is")  # expect: is
while x is not "a": break
x is -1; x is (1, 2); x is (); x is None; x is ...; x is True; 1 is 1 is 1
print("y") if x is 5 else 0
assert (x, "m")
def f():
    return (1)[0], "a"(1), [1](2), (1, 2)(3), {}(), {1}[0], (i for i in x)[0], (lambda: 0)[0], None[0], ...[1], 1.5[0], 2j[1]
    return "a"["b"], [1]["a"], (1,2)["x"], f"a"["b"], "a"[1,2], "a"[None], "a"[1.5], "a"[True], "a"[1:2], b"a"["c"], [1][(1,)], [i for i in x]["a"], [1][lambda: 0], [1][{}], [1][{1}], [1][[1]], [1][f"a"], [1][(i for i in x)], [1][{i:1 for i in x}]
    if 0:
        x is 7
    try: pass
    finally: x is 8
    [1 for y in x if y is 9]
    not x is 4
    None(); 1(); True(); ...(); b""(); f"a"(); [i for i in x](); {i:1 for i in x}(); {i for i in x}(); (i for i in x)(); {1}(); "a".b(); (lambda:0)(); 1.5(); 2j(); "x"()()
    x[0] = "a"["b"]; "a"["b"] = 1; del "a"["b"]; "a"["b"] += 1
    (yield x)(); (x+1)(); (x if x else 2)(); "a" "b"()
