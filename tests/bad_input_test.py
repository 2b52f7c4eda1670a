#!/usr/bin/python3
"""Bad input: each gets one clear message on standard error and a status that says so; never a crash, never a hang.

Where the real tool has words for it, ours are the same: `reference` cases are run on python3.11 or go too, and compared.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

VARSCOPE = str(pathlib.Path(sys.argv[1]).resolve())
PYTHON = "/usr/bin/python3.11"
NESTED = 10_000

# Name of the file, its bytes, what standard error must contain, the status; then whether the real tool says the same.
PROGRAMS = [
    ("empty.py", b"", "", 0, True),
    ("invalid-utf8.py", b"x = 'a\xff'\n", "SyntaxError: Non-UTF-8 code starting with '\\xff'", 1, True),
    ("nul.py", b"x = 1\x00\n", "source code cannot contain null bytes", 1, False),
    ("nested.py", b"(" * NESTED + b")" * NESTED + b"\n", "SyntaxError: too many nested parentheses", 1, True),
    ("nested-minus.py", b"x = " + b"-" * NESTED + b"1\n", "", 1, False),
    ("unclosed.py", b"x = 1\ny = 'abc\n", "SyntaxError: unterminated string literal (detected at line 2)", 1, True),
    ("unclosed-paren.py", b"x = (1,\ny = 2\n", "SyntaxError: '(' was never closed", 1, True),
    ("recursion.py", b"def f(n):\n    return f(n + 1)\n\nf(0)\n", "RecursionError: maximum recursion depth exceeded", 1, True),
    ("import.py", b"import nothing_like_this\n", "ModuleNotFoundError: No module named 'nothing_like_this'", 1, True),
    ("name.py", b"value = 1\nprint(valu)\n", "NameError: name 'valu' is not defined. Did you mean: 'value'?", 1, True),
    ("division.py", b"def f(a):\n    return 1 + a / 0\n\nprint(f(2))\n", "ZeroDivisionError: division by zero", 1, True),
    ("indent.py", b"if True:\nprint(1)\n", "IndentationError: expected an indented block after 'if' statement on line 1", 1, True),
    ("long-line.py", b"x = '" + b"a" * 20_000_000, "SyntaxError: unterminated string literal", 1, False),
    ("empty.go", b"", "expected 'package', found 'EOF'", 1, True),
    ("invalid-utf8.go", b"package main\n\nfunc main() {\n\tx := \"a\xff\"\n\t_ = x\n}\n", "invalid UTF-8 encoding", 1, True),
    ("nul.go", b"package main\n\nfunc main() {\n\t\x00\n}\n", "invalid NUL character", 1, True),
    ("nested.go", b"package main\n\nvar x = " + b"(" * NESTED + b"1" + b")" * NESTED + b"\n\nfunc main() { _ = x }\n", None, None, False),
    ("unclosed.go", b"package main\n\nfunc main() {\n\tx := \"abc\n}\n", "newline in string", 1, True),
    ("undefined.go", b"package main\n\nfunc main() {\n\tx = 1\n}\n", "undefined: x", 1, True),
    ("unused.go", b"package main\n\nimport \"fmt\"\n\nfunc main() {\n\tx := 1\n}\n", "x declared but not used", 1, True),
    ("mismatch.go", b"package main\n\nfunc main() {\n\tvar x int = \"a\"\n\t_ = x\n}\n", "cannot use \"a\" (untyped string constant) as int value in variable declaration", 1, True),
    ("import.go", b"package main\n\nimport \"nothing/like/this\"\n\nfunc main() {}\n", "package nothing/like/this is not in GOROOT", 1, True),
    ("recursion.go", b"package main\n\nfunc f(n int) int {\n\treturn f(n+1) + 1\n}\n\nfunc main() {\n\tf(0)\n}\n", "fatal error: stack overflow", 2, False),
    ("index.go", b"package main\n\nimport \"fmt\"\n\nfunc main() {\n\tvar a [3]int\n\ti := 5\n\tfmt.Println(a[i])\n}\n", "panic: runtime error: index out of range [5] with length 3\n\ngoroutine 1 [running]:\nmain.main()", 2, True),
    ("division.go", b"package main\n\nimport \"fmt\"\n\nfunc main() {\n\tx := 0\n\tfmt.Println(1 / x)\n}\n", "panic: runtime error: integer divide by zero", 2, True),
    ("nil.go", b"package main\n\nfunc main() {\n\tvar p *int\n\t*p = 1\n}\n", "panic: runtime error: invalid memory address or nil pointer dereference", 2, True),
]

# Arguments, what standard error must contain, the status (None: any but 0).
COMMANDS = [
    (["run", "missing.py"], "missing.py", None),
    (["missing.go"], "missing.go", None),
    (["run", "."], "", None),
    (["run", "notes.txt"], "notes.txt", None),
    (["python", "missing.py"], "can't open file", 2),
    (["go", "run", "missing.go"], "missing.go", 1),
    (["compre", "a.py", "b.go"], "compare", 2),
    (["view", "empty.py", "--step", "many"], "many", 2),
    (["view", "empty.py", "--format", "painting"], "painting", 2),
    (["view", "name.py", "--no-such-option"], "--no-such-option", 2),
    (["view"], "", 2),
    (["view", "name.py", "--by", "line"], "unknown unit of steps 'line'", 2),
    (["export", "name.py", "--by", "instructions"], "Did you mean 'instruction'?", 2),
    (["view", "name.py", "--detail", "deep"], "unknown level of detail 'deep'", 2),
    (["view", "name.py", "--detail", "simple", "--format", "svg"], "--detail simple is for text", 2),
    (["view", "name.py", "--line", "0"], "--line wants a whole number from 1", 2),
    (["view", "name.py", "--line", "2:x"], "--line wants a whole number from 1, not 'x'", 2),
    (["view", "name.py", "--line", "2:0"], "--line wants a whole number from 1, not '0'", 2),
    (["view", "name.py", "--line", "99"], "there is no line 99", 1),
    (["view", "name.py", "--change", ""], "--change wants a name", 2),
    (["view", "name.py", "--change", "0xyz"], "'0xyz' is no address", 2),
    (["view", "name.py", "--change", "0x10"], "there is no memory at 0x10", 1),
    (["view", "name.py", "--change", "x" * 5000], "--change wants a name", 2),
    (["view", "name.py", "--change", "nothing"], "nothing never changes", 1),
    (["view", "name.py", "--line", "1", "--change", "value"], "cannot be used together", 2),
    (["view", "name.py", "--step", "1", "--change", "value"], "cannot be used together", 2),
    (["view", "name.py", "--max-steps", "0"], "--max-steps wants", 2),
    (["compare", "name.py"], "", 2),
    (["view", "name.py", "-o", "no/such/folder/page.txt"], "no/such/folder", None),
]

failed = passed = 0


def execute(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, stdin=subprocess.DEVNULL)
    return done.returncode, done.stderr.decode("utf-8", "replace")


def check(name, problem):
    global failed, passed
    if problem:
        failed += 1
        print(f"FAIL {name}: {problem}")
    else:
        passed += 1


def crash(status, error):
    if status < 0 or status > 128 or "Sanitizer" in error:
        return f"crashed with status {status}\n{error[-1500:]}"
    return None


def judge(status, error, text, wanted):
    if problem := crash(status, error):
        return problem
    if wanted is None and text is None:
        return None
    if (wanted is None and status == 0) or (wanted is not None and status != wanted):
        return f"status {status}, expected {wanted}\n{error[-500:]}"
    if status and not error:
        return "says nothing"
    return None if text in error else f"lacks {text!r}:\n{error[-500:]}"


def plain(error):
    error = re.sub(r" \+0x[0-9a-f]+|\[signal SIGSEGV[^\n]*\]", "", error)
    return re.sub(r"(?m)^(panic\(|\t/usr/|runtime\.).*\n", "", error)


def compare(name, folder):
    real = [PYTHON, name] if name.endswith(".py") else ["go", "run", name]
    ours = [VARSCOPE, "python", name] if name.endswith(".py") else [VARSCOPE, "go", "run", name]
    got, want = execute(ours, folder), execute(real, folder)
    if got[0] != want[0]:
        return f"status {got[0]}, the reference ends with {want[0]}"
    return None if plain(got[1]) == plain(want[1]) else f"differs.\n--- reference\n{want[1][-900:]}\n--- varscope\n{got[1][-900:]}"


with tempfile.TemporaryDirectory() as folder:
    for name, text, *_ in PROGRAMS:
        pathlib.Path(folder, name).write_bytes(text)
    pathlib.Path(folder, "notes.txt").write_text("just notes\n")
    for name, _, text, status, reference in PROGRAMS:
        check(f"run {name}", judge(*execute([VARSCOPE, "run", name], folder), text, status))
        for look in ("view", "symbols", "dis"):
            check(f"{look} {name}", crash(*execute([VARSCOPE, look, name], folder)))
        if reference:
            check(f"{name} as the real tool", compare(name, folder))
    for arguments, text, status in COMMANDS:
        check("varscope " + " ".join(arguments), judge(*execute([VARSCOPE, *arguments], folder), text, status))

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
