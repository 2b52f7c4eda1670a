#!/usr/bin/python3
"""Limits of the Python front end: programs that are longer, deeper or more broken than anybody writes.

Each of them is run here and with the real python3.11: the same output, words, carets and status. Where the real one crashes,
or answers what no answer of ours can be, OURS holds what we say. Nothing may crash, hang, or take more than linear time."""
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

VARSCOPE = str(pathlib.Path(sys.argv[1]).resolve())
PYTHON = "/usr/bin/python3.11"
MEGA = 10**6

cases = {}


def case(name, program):
    cases[name + ".py"] = program if isinstance(program, bytes) else program.encode("utf-8", "surrogatepass")


def blocks(head, count):
    """`head` in itself so many times."""
    return "".join(" " * i + head + ":\n" for i in range(count)) + " " * count + "pass\n"


def length_cases():
    case("string of 2 MB", "x = '" + "a" * 2 * MEGA + "'\n")
    case("string of 2 MB and an error", "x = '" + "a" * 2 * MEGA + "' 1\n")
    case("unterminated string of 1 MB", "x = '" + "a" * MEGA)
    case("comment of 2 MB", "#" + "a" * 2 * MEGA)
    case("blanks of 2 MB", "x = " + " " * 2 * MEGA + "1\n")
    case("blanks of 2 MB and an error", "x = " + " " * 2 * MEGA + "1 1\n")
    case("indentation of 1 MB", "if 1:\n" + " " * MEGA + "x = 1\n")
    case("100,000 lines and an error", "x = 1\n" * 100000 + "x = = 1\n")
    case("1,000,000 empty lines and an error", "\n" * MEGA + "x = = 1\n")
    case("1,000,000 lines in a string", "x = '''" + "\n" * MEGA + "'''\n")
    case("1,000,000 lines in an unterminated string", "x = '''" + "\n" * MEGA)
    case("1,000,000 lines in brackets", "x = (" + "\n" * MEGA + ")\n")
    case("1,000,000 lines behind an open bracket", "x = (" + "\n" * MEGA)
    case("name of 1 MB", "a" * MEGA + " = 1\n")
    case("name of 1 MB with an accent", "é" * (MEGA // 2) + " = 1\n")
    case("name of 1 MB and an error", "a" * MEGA + " = \n")
    case("name of 1 MB and a stray character", "_" * MEGA + "$\n")
    case("undefined name of 100 kB", "a" * 100000 + "\n")
    case("undefined name with accents", "aé" * 150 + "\n")
    case("mangled name of 200 kB", "class " + "A" * 100000 + ":\n def f(self):\n  self.__" + "a" * 100000 + " = 1\n")
    for length in (998, 999, 1000, 1997, 1998, 1999):
        case(f"error in a line of {length}", "x = '" + "a" * (length - 8) + "' 1\n")
        case(f"error in a last line of {length}", "x = '" + "a" * (length - 7) + "' 1")
        case(f"error at the start of a line of {length}", "1 1 + '" + "a" * (length - 8) + "'\n")
    case("error in a long line with accents", "x = '" + "é" * 2000 + "' 1\n")
    case("compiler's error in a long line", "def f():\n  with " + ",".join("a" * 1000) + ": pass\n")


def depth_cases():
    for brackets in ("()", "[]", "{}"):
        for count in (100, 199, 200, 201, 10000):
            case(f"{count} of {brackets}", brackets[0] * count + brackets[1] * count + "\n")
    case("10,000 open brackets", "(" * 10000 + "\n")
    case("50 open brackets", "(" * 50 + "\n")
    chains = {"unary minus": ("x = ", "-", "1"), "not": ("x = ", "not ", "1"), "power": ("def f(a):\n  a", "**a", ""),
              "attributes": ("def f(a):\n  a", ".b", ""), "sums": ("def f(a):\n  a", "+a", ""), "sums of constants": ("x = 1", "+1", ""),
              "calls": ("def f(a):\n  a", "()", ""), "subscripts": ("def f(a):\n  a", "[0]", ""), "comparisons": ("def f(a):\n  a", "<a", ""),
              "and": ("def f(a):\n  a", " and a", ""), "and, or": ("def f(a):\n  a", " and a or a", ""),
              "conditional expressions": ("def f(a):\n  ", "a if a else ", "a"), "await": ("async def f(a):\n  ", "await ", "a"),
              "strings": ("x = ", "'a' ", ""), "targets": ("", "x = ", "1"), "stars": ("def f(a):\n  ", "*", "a"),
              "elif": ("x = 1\nif x == 0: pass\n", "elif x == 2: pass\n", ""), "commas": ("x = 1", ",1", ""), "semicolons": ("", "x=1;", ""),
              "decorators": ("d = lambda f: f\n", "@d\n", "def f(): pass"), "continuations": ("x = ", "\\\n", "1"),
              "dots": ("from ", ".", " import a"), "conditions": ("x = [1 for a in ()", " if a", "]")}
    for name, (start, piece, end) in chains.items():
        for count in (2900, 30000):
            case(f"{count} {name}", start + piece * count + end + "\n")
    case("1,000 lambdas", "x = " + "lambda: " * 1000 + "1\n")
    case("30,000 lambdas", "x = " + "lambda: " * 30000 + "1\n")
    case("1,000 loops in a comprehension", "x = [1 for a in ()" + " for b in a" * 1000 + "]\n")
    for count in (19, 20, 21, 99, 100, 101):
        for head in ("if 0", "for i in ()", "while 0", "def f()", "class C", "try"):
            if head != "try":
                case(f"{count} times {head}", blocks(head, count))
        case(f"{count} times try", "".join(" " * i + "try:\n" for i in range(count)) + " " * count + "pass\n" + "".join(
            " " * i + "finally:\n" + " " * i + " pass\n" for i in reversed(range(count))))
    for count in (50, 101, 5000):
        case(f"{count} times else: if", "".join(" " * i + "if 0: pass\n" + " " * i + "else:\n" for i in range(count)) + " " * count + "pass\n")
    for count in (50, 150, 200):
        nests = {"comprehensions": ("[", "1", " for a in ()]"), "iterables": ("[a for a in ", "()", "]"),
                 "dicts": ("{1: ", "1", "}"), "generators": ("f(a for a in ", "()", ")"), "slices": ("a[a:", "", "]")}
        for name, (start, middle, end) in nests.items():
            case(f"{count} nested {name}", "def g(a, f):\n  " + start * count + middle + end * count + "\n")
        case(f"{count - 1} nested lambdas", "x = " + "(lambda: " * (count - 1) + "1" + ")" * (count - 1) + "\n")
        case(f"{count} nested patterns", "match 1:\n case " + "[" * count + "1" + "]" * count + ": pass\n")
        case(f"{count} nested targets", "def f():\n  " + "(" * count + "a," + ")," * count + " = 1\n")
    for text in ("f'{1}'", "f'{f\"{1}\"}'", "f'''{f\"\"\"{f\"{f'1'}\"}\"\"\"}'''", "f'{1:{2}}'", "f'{1:{2:{3}}}'", "f'{1:{2:{3:{4}}}}'"):
        case("f-string " + text.replace("/", ""), f"x = {text}\n")
    for count in (100, 199, 200, 5000):
        case(f"f-string with {count} brackets", "x = f'{" + "(" * count + "1" + ")" * count + "}'\n")
        case(f"f-string with {count} open brackets", "x = f'{" + "(" * count + "1}'\n")
        case(f"f-string with {count} formats", "x = f'" + "{a:" * count + "'\n")
        case(f"f-string with {count} values", "x = f'" + "{1}" * count + "'\n")


def number_cases():
    for count in (4299, 4300, 4301, 100000):
        forms = {"decimal": "1" * count, "negative": "-" + "1" * count, "grouped": "1_" * count + "1", "zeros": "0" * count,
                 "hexadecimal": "0x" + "1" * count, "octal": "0o" + "1" * count, "float": "1." + "1" * count, "exponent": "1e" + "1" * count,
                 "imaginary": "1" * count + "j", "in an f-string": "f'{" + "1" * count + "}'", "in a format": "f'{1:{" + "1" * count + "}}'"}
        for name, form in forms.items():
            case(f"{count} digits, {name}", f"x = {form}\ny = 2\n")
    for text in ("0_7", "00_7", "0777", "0_0_8 ", "00_8_9 a", "0_", "0__7", "0_7.5", "09_", "0_a"):
        case(f"number {text}", text + "\n")
    for count in (255, 256, 300, 3000):
        names = [f"a{i}" for i in range(count)]
        case(f"{count} parameters", f"def f({', '.join(names)}): pass\n")
        case(f"{count} arguments", f"def f():\n  f({', '.join(names)})\n")
        case(f"{count} keywords", f"def f():\n  f({', '.join(name + '=1' for name in names)})\n")
        case(f"{count} keywords, one twice", f"def f():\n  f({', '.join(name + '=1' for name in names)}, a7=2)\n")
        case(f"{count} targets", f"{', '.join(names)}, *b = c\n")
        case(f"{count} globals", f"def f():\n  global {', '.join(names)}\n")
    case("70,000 constants", "x = [" + ", ".join(map(str, range(70000))) + "]\n")
    case("20,000 names", "".join(f"a{i} = 1\n" for i in range(100000)))
    case("a far jump", "def f(x):\n  while x:\n" + "    x = x + 1\n" * 30000)


def encoding_cases():
    utf8 = b"# coding: utf-8\n"
    texts = [b"x = '\xff'\n", b"#\xff\nx = 1\n", b"x = 1\n\xc3\n", b"\xff\n", b"x = '\xed\xa0\x80'\n", b"x = '\xf4\x90\x80\x80'\n",
             b"x = '\xc0\x80'\n", b"x = 1\n" * 1000 + b"\xff", b"x = 1 # " + b"a" * 9000 + b"\xff\n",
             b"x = 'ab\xff'\n", b"x = '''a\nb\xff'''\n", b"x = \xff\n", b"x = ab\xffcd + 1\n", b"x = ab\xc3\xa9\xffcd + 1\n", b"x = b'\xff'\n",
             b"x = '\\n\xff'\n", b"x = r'ab\\\xff'\n", b"x = f'\xff'\n", b"x = f'{1}\xff'\n", b"x = f'{\"a\xff\"}'\n", b"x = a\xff$\n",
             b"x = '\xe2\x82'\n", b"x = '\xe2\x82a'\n", b"x = '\xf5'\n", b"x = '\xff' $\n", b"$ '\xff'\n", b"y = 'a' 'b\xff'\n",
             b"'''a\xff\n", b"x = 'a\xff\n", b"x = 1 1 # \xff\n", b"def \xff(): pass\n", b"x = (\n 1, a\xff)\n"]
    for number, text in enumerate(texts):
        for name, start in (("nothing", b""), ("utf-8", utf8), ("a mark", b"\xef\xbb\xbf")):
            case(f"broken text {number}, declared as {name}", start + text)
    for name in ("nope", "NoPe", "ISO_8859_55", "a" * 1000, "ascii", "utf_8", "utf-8-sig", "latin-1", "Latin_1", "iso-8859-15", "koi8-r", "cp1252", ""):
        case(f"coding {name[:20]}", f"# coding: {name}\n".encode() + b"x = '\xa4\xc1'\nprint(ascii(x))\n")
    case("Japanese", b"# coding: shift_jis\nx = '\x83\x5c'\nprint(ascii(x))\n")
    case("a second line", b"\n# coding: koi8-r\nprint(ascii('\xc1'))\n")
    case("a third line", b"\n\n# coding: koi8-r\nprint(ascii('\xc1'))\n")
    case("an error in Latin-1", b"# coding: latin-1\nx = '\xff\xff' $\n")
    for number, text in enumerate((b"x = 1\nprint(x)\n", b"$\n", b"x = 1 1\n", b"\xef\xbb\xbf1 1\n", b"x = \xef\xbb\xbf\n", b"# coding: latin-1\nx = 1\n",
                                   b"x = 'abc\n", b"f() = 1\n", b"# coding: cp1252\n")):
        case(f"marked text {number}", b"\xef\xbb\xbf" + text)
    for number, text in enumerate((r"x = '\ud800'; print(ascii(x))", r"x = '\ud800\udc00'; print(ascii(x))", r"print('\ud800')", r"x = f'\ud800{1}'",
                                   r"x = '\U00110000'", r"x = '\u12'", r"x = '\x1'", r"x = '\N{nope}'", r"x = '\N{'", r"x = '\N'", r"x = b'\x1'",
                                   r"x = '\400'", r"x = '\d'", r"raise ValueError('a\ud800b')", r"x = '\ud800' 5", r"{}['\ud800']", r"import a\ud800")):
        case(f"surrogates {number}", text + "\n")


def layout_cases():
    texts = ["\fx = 1\n", "if 1:\n  x = 1\n\f  y = 2\n", "if 1:\n  x = 1\n \f y = 2\n", "x = \f1\n", "\f\f\n \f\n", "if 1:\n\tx = 1\n        y = 1\n",
             "if 1:\n        x = 1\n\ty = 1\n", "if 1:\n x = 1\n\ty = 1\n", "if 1:\n  if 1:\n\tx = 1\n        y = 1\n", "if 1:\n  x\n y\n", "  x = 1\n",
             "x = 1\n  y = 1\n", "\tx = 1\n", "x = 1\v\n", "x = 1\x01\n", "x = \x7f\n", "x = \u00a01\n", "x\u200b = 1\n", "x = 1\u2028y = 2\n",
             "x = 1\ry = 2\r", "x = 1\r\ny = $\r\n", "x = 'a\rb'\n", "print(ascii('''a\rb\r\nc'''))\n", "x = 1\ufeff\n",
             "\\", " \\", "x\n\\", "x = 1\n\\\n", "\\\n\\\n", "x = \\\n", "if x:\n  \\", "x \\\n\\", "(\\", "\\\n\n", "\\\n x", "\n\n\\\n", "x = \\ \n1"]
    ends = ["'", "\"abc\n", "'''abc\n\n", "f'", "f'{", "f'{a", "f'''{a\n", "(", "x = [1,\n2\n", "{", "def", "def f", "def f(", "def f():", "if x", "if x:",
            "@a\n", "class A(", "try:\n pass\n", "for x in", "with (a", "lambda x:", "from a import (b", "x +=", "raise x from", "match x:\n case [",
            "x = 1 if 2 else", "async def", "x = {1:", "f(**", "[x for x in", "(yield", "x = 'a' 'b", "x = a[1:", "x = a not", "0x", "1_", "1e+", "1a",
            "$", "a!b", "x = “a”", "'a\\", "'''a\\", "f'{a!", "f'{a:{b", "f'}'", "f'{}'", "f'{a b}'", "f'{a!x}'", "f'{#}'", "f'{\\n}'", "f'{a]}'", "x = (]"]
    for number, text in enumerate(texts + ends):
        case(f"layout {number}", text)


# What we say where python3.11 does not count: it runs what stands before a NUL byte; it crashes on deep loops.
OURS = {
    "a NUL byte": (b"x = 1\x00\n", "SyntaxError: source code cannot contain null bytes"),
    "a NUL byte in a string": (b"x = '\x00'\n", "SyntaxError: source code cannot contain null bytes"),
    "100,000 loops in a comprehension": (b"x = [a" + b" for a in b" * 100000 + b"]\n",
                                         "RecursionError: maximum recursion depth exceeded during compilation"),
    "a line of 100 MB": (b"x = '" + b"a" * 100 * MEGA + b"'\n", ""),
    "100,000 keywords": (b"f(" + b", ".join(b"a%d=1" % i for i in range(100000)) + b")\n", "NameError: name 'f' is not defined"),
}

passed = failed = 0


def check(name, problem):
    global passed, failed
    passed, failed = passed + (not problem), failed + bool(problem)
    if problem:
        print(f"FAIL {name}: {problem}")


def execute(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr


def shown(answer):
    status, output, error = answer
    lines = (output + error).decode("utf-8", "replace").splitlines()[-5:]
    return f"status {status}\n" + "\n".join(line if len(line) < 200 else f"{line[:90]} ... {line[-90:]}" for line in lines)


def compare(name, folder):
    ours = execute([VARSCOPE, "python", name], folder)
    real = execute([PYTHON, "-S", name], folder)
    return None if ours == real else f"differs\n--- reference, {shown(real)}\n--- varscope, {shown(ours)}"


def time_of(lines, folder):
    """Processor seconds that checking so many lines takes."""
    pathlib.Path(folder, "lines.py").write_text("x = 1\n" * lines)
    before = os.times()
    status = execute([VARSCOPE, "check", "lines.py"], folder)[0]
    after = os.times()
    check(f"{lines} lines are accepted", status and f"status {status}")
    return after.children_user + after.children_system - before.children_user - before.children_system


with tempfile.TemporaryDirectory() as folder:
    for make in (length_cases, depth_cases, number_cases, encoding_cases, layout_cases):
        make()
    for name, text in cases.items():
        pathlib.Path(folder, name).write_bytes(text)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, problem in zip(cases, pool.map(lambda name: compare(name, folder), cases)):
            check(name, problem)
    for name, (text, words) in OURS.items():
        pathlib.Path(folder, "ours.py").write_bytes(text)
        status, _, error = execute([VARSCOPE, "run", "ours.py"], folder)
        check(name, (status != bool(words) or words not in error.decode()) and shown((status, b"", error)))
    few, many = time_of(125_000, folder), time_of(1_000_000, folder)
    check("time is linear in the lines", many > 16 * max(few, 0.05) and f"{few} s for 125,000 lines, {many} s for 1,000,000")

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
