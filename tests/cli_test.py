#!/usr/bin/python3
"""The varscope command as a shell sees it: help, options, statuses, streams, links, files that cannot be written."""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

VARSCOPE = str(pathlib.Path(sys.argv[1]).resolve())
PYTHON = "/usr/bin/python3.11"
PROGRAMS = pathlib.Path(__file__).resolve().parent / "python"
COMMANDS = ["run", "view", "compare", "export", "symbols", "check", "dis", "ast", "python", "go", "help", "version"]
FILES = {
    "e1.py": "var1  = 1\nprint(var1, id(var1))\nvar1  = 2\nprint(var1, id(var1))\n",
    "e1.go": 'package main\n\nimport "fmt"\n\nfunc main() {\n\tvar var1 int\n\tvar1 = 1\n\tfmt.Println(var1, &var1)\n'
             '\tvar1 = 2\n\tfmt.Println(var1, &var1)\n}\n',
    "args.py": "import sys\nprint(sys.argv[1:])\n",
    "panic.go": 'package main\n\nfunc main() {\n\tpanic("no")\n}\n',
    "raise.py": "x = 1\nraise ValueError('no')\n",
    "endless.py": "n = 0\nwhile True:\n    n += 1\n",
    "endless.go": "package main\n\nfunc main() {\n\tn := 0\n\tfor {\n\t\tn++\n\t}\n}\n",
    "loop.go": 'package main\n\nimport "fmt"\n\nfunc main() {\n\tvar fs []func()\n\tfor i := 0; i < 3; i++ {\n'
               '\t\tfs = append(fs, func() { fmt.Print(i, " ") })\n\t}\n\tfor _, f := range fs {\n\t\tf()\n\t}\n\tfmt.Println()\n}\n',
    "much.py": "for i in range(100000):\n    print(i)\n",
    "much.go": 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfor i := 0; i < 100000; i++ {\n\t\tfmt.Println(i)\n\t}\n}\n',
    "big.py": "numbers = list(range(100000))\ntext = 'x' * 10000000\n",
    "deep.py": "def f(n):\n    if n == 0:\n        return 0\n    return 1 + f(n - 1)\n\nprint(f(900))\n",
    "two.py": "a = 1.5\nb = a\n",
    "calls.py": "def f():\n    return 1\n\nfor i in range(3): f()\n",
    "shared.py": "a = [1, 2]\nb = a\n",
    "tty.py": "import sys\nprint(sys.stdout.isatty())\n",
    "point.py": "class Point:\n    def __init__(self, x):\n        self.x = x\n\n\nclass Pair:\n    __slots__ = ('left', 'right')\n\n\n"
                "class Numbers(list):\n    pass\n\n\np = Point(999)\nq = Pair()\nq.left = p.x\nn = Numbers([7])\nn.name = 'seven'\n",
    "typed.py": "x = 1 # type: int\nfor i in x: # type: ignore[a]\n    pass\n",
    "wrong.py": "x = = 1\n",
    "dedent.py": "if 1:\n  x\n y\n",
    "empty.py": "",
    "minus.py": "x = " + "-" * 3000 + "1\n",
    "accents.py": "x = 'é'\né = '\\ud800'\n",
    "sum.py": "1 + 2\n",
    "grown.py": "".join(f"v{i} = {i}\n" for i in range(12)),
}
failed = passed = 0


def varscope(*arguments, program=VARSCOPE, folder=None, text=None, environment=None, output=subprocess.PIPE):
    done = subprocess.run([program, *arguments], cwd=folder or FOLDER, input=text or "", stdout=output, stderr=subprocess.PIPE,
                          timeout=60, encoding="utf-8", errors="replace", env={**os.environ, **(environment or {})})
    return done.returncode, done.stdout or "", done.stderr


def check(name, holds, seen=""):
    global failed, passed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {name}: {str(seen)[-1500:]}")


def expect(name, got, status, output="", error=""):
    check(name, got[0] == status and output in got[1] and error in got[2], got)


def test_help():
    status, page, error = varscope("help")
    check("help", status == 0 and not error and all(f"\n  {name} " in page for name in COMMANDS), page)
    check("--help is help", varscope("--help")[1] == page)
    for name in COMMANDS:
        page = varscope("help", name)
        expect(f"help {name}", page, 0, f"varscope {name}: ")
        if name not in ("python", "go"):
            check(f"{name} --help", varscope(name, "--help") == page)
        check(f"help {name} fits 90 columns", all(len(line) <= 90 for line in page[1].splitlines()), page[1])
    expect("no arguments", varscope(), 2, "Usage")
    expect("--version", varscope("--version"), 0, "varscope ")
    expect("help of nothing", varscope("help", "symbls"), 2, "", "Did you mean 'symbols'?")


def test_usage():
    expect("did you mean a command", varscope("compre", "a", "b"), 2, "", "Did you mean 'varscope compare'?")
    expect("did you mean an option", varscope("view", "--stp", "3"), 2, "", "Did you mean '--step'?")
    expect("did you mean a format", varscope("view", "e1.py", "--format", "merma"), 2, "", "Did you mean 'mermaid'?")
    expect("step and line", varscope("view", "e1.py", "--step", "1", "--line", "1"), 2, "", "cannot be used together")
    expect("a step that is no number", varscope("view", "e1.py", "--step=-1"), 2, "", "'-1'")
    expect("a value is missing", varscope("view", "e1.py", "--step"), 2, "", "needs a value")
    expect("two files to view", varscope("view", "e1.py", "e1.go"), 2, "", "")
    expect("one file to compare", varscope("compare", "e1.py"), 2, "", "another file is missing")


def test_run():
    expect("run", varscope("run", "e1.py"), 0, "1 2")
    check("a file is run", varscope("e1.py") == varscope("run", "e1.py"))
    expect("arguments", varscope("run", "args.py", "--help", "-x"), 0, "['--help', '-x']")
    expect("a panic's status", varscope("run", "panic.go"), 2, "", "panic: no")
    expect("go run of a panic", varscope("go", "run", "panic.go"), 1, "", "exit status 2")
    expect("an exception's status", varscope("run", "raise.py"), 1, "", "ValueError: no")


def test_python():
    for words in (["-c", "print(1 + 1)"], ["-m", "dis", "e1.py"], ["-c"], ["-Z"], ["--bogus"], ["missing.py"], ["."], ["-m", "dis", "missing.py"],
                  ["-m", "dis", "a", "b"], ["-m", "dis", "-h"], ["raise.py"]):
        real = subprocess.run([PYTHON, *words], cwd=FOLDER, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)
        got = varscope("python", *words)
        want = (real.returncode, real.stdout, real.stderr.replace(PYTHON, "python"))
        check("python " + " ".join(words), got == want, (got, want))
    expect("standard input", varscope("python", text="print('in')\n"), 0, "in\n")
    expect("a dash", varscope("python", "-", "a", text="import sys\nprint(sys.argv)\n"), 0, "['-', 'a']")
    for name, words, output in (("python", ["-c", "print(7)"], "7\n"), ("python3", ["-c", "print(7)"], "7\n"), ("python3.11", ["-V"], "Python 3.11"),
                                ("go", ["version"], "go version go1")):
        link = pathlib.Path(FOLDER, name)
        link.symlink_to(VARSCOPE)
        expect(f"a link named {name}", varscope(*words, program=str(link)), 0, output)
        link.unlink()


def module_answers(words, text=""):
    """(status, output, error) of the real python -m ... and of ours, addresses replaced. Where the real one shows how it got to the
    error, only the error counts."""
    real = subprocess.run([PYTHON, *words], cwd=FOLDER, capture_output=True, encoding="utf-8", input=text)
    want, got = (real.returncode, real.stdout, real.stderr), varscope("python", *words, text=text)
    if "Traceback" in want[2] and got[2] and want[2].endswith(got[2]):
        want = want[:2] + got[2:]
    return [tuple(re.sub(r" at 0x[0-9a-f]+", " at 0x", str(part)) for part in answer) for answer in (want, got)]


def check_module(words, text=""):
    want, got = module_answers(words, text)
    check("python " + " ".join(words), got == want, f"{got}, expected {want}")


def test_ast():
    programs = [str(path) for path in sorted(pathlib.Path(PROGRAMS).rglob("*.py"))[::7]]
    check("there are programs", len(programs) > 5, programs)
    for path in programs:
        check_module(["-m", "ast", "-a", path])
        check_module(["-m", "ast", "--no-type-comments", path])
        check(f"ast {path}", varscope("ast", path) == varscope("python", "-m", "ast", path))
    for words in (["-i", "0"], ["-i", "1"], ["-i", "-1"], ["--indent=2"], ["-i2"], ["-i=2"], ["-ai2"], ["-i", "1_0"], ["--indent", "8", "-a"], ["-i", " 3 "],
                  ["-m", "exec"], ["--no-type-comments"], ["--no"], ["--inc"], ["-mexec"], ["--mode=exec"], ["--mo", "exec"], ["--"], ["-a", "--"],
                  ["-m", "bogus"], ["-m"], ["-i"], ["-i", "x"], ["--indent="], ["--i", "2"], ["-a1"], ["-ax"], ["--no-type-comments=1"], ["-m", "-a"],
                  ["-i", "-x"], ["-x"], ["--bogus", "missing.py"], ["missing.py"], ["missing.py", "b"], ["-h"], ["--help"], ["-0"], ["."], ["-m", "eval"],
                  ["two.py"], ["two.py", "-z"]):
        check_module(["-m", "ast", *words, "typed.py"])
    for words in (["-m", "eval", "sum.py"], ["-m", "single", "sum.py"], ["-m", "func_type", "sum.py"], ["typed.py", "-a"], ["typed.py", "-h"],
                  ["wrong.py"], ["dedent.py"], ["empty.py"], ["minus.py"], ["accents.py"]):
        check_module(["-m", "ast", *words])
    for words, text in (([], "1 + 2\n"), (["-"], "x = 1\n"), (["-a", "-"], "x = 1"), (["-m", "eval"], "1 + 2"), (["-m", "func_type", "-"], "(int, *str) -> bool"),
                        ([], "x = = 1\n"), ([], "")):
        check_module(["-m", "ast", *words], text)
    for words, text in ((["-m", "eval"], "1 + 2"), (["--mode", "func_type", "-"], "(int) -> str"), (["-a", "--indent=1"], "x = 1\n")):
        expect("ast " + " ".join(words), varscope("ast", *words, text=text), 0, module_answers(["-m", "ast", *words], text)[0][1])
    expect("a wrong program", varscope("ast", "wrong.py"), 1, "", "SyntaxError: invalid syntax")
    expect("no such file", varscope("ast", "missing.py"), 2, "", "cannot open 'missing.py': No such file or directory")
    expect("no such mode", varscope("ast", "-m", "evil", "sum.py"), 2, "", "Did you mean 'eval'?")
    expect("no such indentation", varscope("ast", "-i", "x", "sum.py"), 2, "", "--indent wants a whole number, not 'x'")
    expect("two files", varscope("ast", "sum.py", "typed.py"), 2, "", "typed.py")


def test_dis():
    for path in sorted(pathlib.Path(PROGRAMS).rglob("*.py"))[::25]:
        check_module(["-m", "dis", str(path)])
    for words in (["typed.py"], ["--", "typed.py"], ["wrong.py"], ["dedent.py"], ["empty.py"], ["minus.py"], ["accents.py"], ["missing.py", "b"], ["."], ["-z", "typed.py"],
                  ["--bogus", "missing.py"], ["typed.py", "b", "-c"], ["--he"], ["-hx"], ["--help=1"], ["-1"]):
        check_module(["-m", "dis", *words])
    for words, text in (([], "x = 1\n"), (["-"], "def f(): pass"), ([], "x = = 1\n"), ([], "")):
        check_module(["-m", "dis", *words], text)
    check("dis is python -m dis", varscope("dis", "typed.py") == varscope("python", "-m", "dis", "typed.py"))
    expect("a wrong program", varscope("dis", "wrong.py"), 1, "", "SyntaxError: invalid syntax")
    expect("no such file", varscope("dis", "missing.py"), 2, "", "cannot open 'missing.py': No such file or directory")
    expect("standard input", varscope("dis", "-", text="x = 1\n"), 2, "", "'varscope python -m dis -'")


def test_go():
    expect("missing file", varscope("go", "run", "missing.go"), 1, "", "stat missing.go: no such file or directory")
    expect("unknown command", varscope("go", "bogus"), 2, "", "go bogus: unknown command\nRun 'go help' for usage.")
    expect("no files", varscope("go", "run"), 1, "", "go: no go files listed")
    expect("fresh loop variables", varscope("go", "run", "loop.go"), 0, "0 1 2 \n")
    for flags in (["-gcflags=-lang=go1.19"], ["-gcflags", "-lang=go1.19"]):
        expect(f"shared loop variables, {flags}", varscope("go", "run", *flags, "loop.go"), 0, "3 3 3 \n")
    expect("no such version", varscope("go", "run", "-gcflags=-lang=go1.99", "loop.go"), 2, "",
           '# command-line-arguments\ncompile: invalid value "go1.99" for -lang: max known version is')


def test_view():
    for name in ("e1.py", "e1.go"):
        status, text, error = varscope("run", name)
        address = text.split()[1]
        shown = address if address.startswith("0x") else hex(int(address))
        for form in ("text", "mermaid", "json"):
            got = varscope("view", name, "--line", "3" if name.endswith("py") else "9", "--format", form)
            check(f"{name} as {form} shows the address that was printed", got[0] == 0 and shown in got[1], (shown, got))
        moment = json.loads(varscope("view", name, "--step", "0", "--format", "json")[1])
        check(f"{name} as json", moment["format"] == "varscope-moment" and moment["moment"]["step"] == 0)
        check(f"{name} twice", varscope("view", name) == varscope("view", name))
    expect("a step past the end", varscope("view", "e1.py", "--step", "1000"), 1, "", "there is no step 1000: the program ends after 4 steps")
    expect("the last step", varscope("view", "e1.py", "--step", "4"), 0, "at the end, after 4 steps")
    expect("a change of a name", varscope("view", "e1.py", "--change", "var1:2"), 0, "before line 4 runs, step 3")
    expect("a change in Go", varscope("view", "e1.go", "--change", "var1:3"), 0, "before line 10 runs")
    expect("a change that is not", varscope("view", "e1.py", "--change", "var1:3"), 1, "", "var1 changes only 2 times (in all 4 steps)")
    expect("the third run of a line", varscope("view", "calls.py", "--line", "2:3"), 0, "before line 2 runs, step 10")
    expect("a fourth that is not", varscope("view", "calls.py", "--line", "2:4"), 1, "", "only about to run 3 times")
    expect("an instruction is a step", varscope("view", "e1.py", "--by", "instruction", "--step", "2"), 0, "step 2, at STORE_NAME 0 (var1)")
    expect("also in Go", varscope("view", "e1.go", "--by", "instruction", "--step", "1"), 0, "step 1, at ")
    expect("lines by instruction", varscope("view", "calls.py", "--by", "instruction", "--line", "2:3"), 0, "before line 2 runs")
    simple = varscope("view", "shared.py", "--detail", "simple")
    expect("simple", simple, 0, "← a, b")
    check("simple has no addresses", "0x" not in simple[1], simple[1])
    check("what a run is told of its output", varscope("view", "tty.py")[1].count("False") == 1)
    grown = varscope("view", "grown.py", environment={"COLUMNS": "150"})[1]
    check("a slot that moved says who moved it", "moved by STORE_NAME" in grown, grown)
    statements = json.loads(varscope("export", "e1.py")[1])["programs"][0]["steps"]
    instructions = json.loads(varscope("export", "e1.py", "--by", "instruction")[1])["programs"][0]["steps"]
    check("an export by instruction has more steps", len(instructions) > 3 * len(statements), len(instructions))
    expect("a line that is not there", varscope("view", "e1.py", "--line", "77"), 1, "", "no line 77")
    expect("a line that never runs", varscope("view", "deep.py", "--line", "5"), 1, "", "never")
    expect("a program that goes on", varscope("view", "endless.py", "--max-steps", "1000"), 0, "n ", "stopped after 1000 steps")
    expect("a program that goes on", varscope("view", "endless.go", "--max-steps", "1000"), 0, "n ", "stopped after 1000 steps")
    expect("much output", varscope("view", "much.py"), 0, "bytes before")
    expect("an exception", varscope("view", "raise.py"), 0, "ValueError: no")
    for name in ("big.py", "deep.py"):
        for form in ("text", "mermaid", "json"):
            got = varscope("view", name, "--format", form)
            check(f"{name} as {form}", got[0] == 0 and len(got[1]) < 300000, len(got[1]))
    check("deep recursion is elided", "frames left out" in varscope("view", "deep.py", "--step", "1000")[1])
    for width in ("40", "80", "110"):
        lines = varscope("view", "e1.go", environment={"COLUMNS": width})[1].splitlines()
        check(f"{width} columns", width == "40" or all(len(line) <= int(width) for line in lines), max(lines, key=len))


def test_instances():
    """The attributes of instances are there: through the dict in front of them, in the places that __slots__ names."""
    shown = json.loads(varscope("view", "point.py", "--format", "json")[1])["cells"]
    cells = {cell["type"]: {field["path"]: field for field in cell["fields"]} for cell in shown}
    numbers = {cell["number"]: cell["value"] for cell in shown}

    def leads_to(owner, path):
        return numbers.get((cells[owner][path].get("leads_to") or {}).get("cell"))

    check("a point's dict", leads_to("Point", "__dict__") == "{'x': 999}" and cells["Point"]["__dict__"]["offset"] == -24, cells["Point"])
    check("a pair's slots", leads_to("Pair", "left") == "999" and leads_to("Pair", "right") is None, cells["Pair"])
    check("a list's own dict", leads_to("Numbers", "__dict__") == "{'name': 'seven'}" and "ob_item" in cells["Numbers"], cells["Numbers"])


def test_saving():
    target = pathlib.Path(FOLDER, "picture.mmd")
    target.write_text("old")
    expect("a wrong program", varscope("view", "missing.py", "-o", "picture.mmd"), 2)
    check("the old file stays", target.read_text() == "old")
    expect("written", varscope("view", "e1.py", "--format", "mermaid", "-o", "picture.mmd"), 0)
    check("nothing is left beside it", target.read_text().startswith("graph TD") and not list(pathlib.Path(FOLDER).glob("picture.mmd.*")))
    expect("a folder", varscope("view", "e1.py", "-o", "."), 1, "", "Is a directory")
    expect("a full disk", varscope("view", "e1.py", "-o", "/dev/full"), 1, "", "No space left on device")


def test_streams():
    with open("/dev/full", "w") as full:
        for words in (["help"], ["symbols", "e1.py"], ["view", "e1.go"], ["compare", "e1.py", "e1.go"], ["run", "much.go"]):
            got = varscope(*words, output=full)
            check("/dev/full: " + words[0], got[0] not in (0, -11, -6) and "No space left" in got[2], got)
    for name in ("much.py", "much.go"):
        process = subprocess.Popen([VARSCOPE, "run", name], cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.readline()
        process.stdout.close()
        error = process.stderr.read()
        status = process.wait(timeout=30)
        quiet = b"BrokenPipeError" in error if name.endswith("py") else not error
        check(f"a closed pipe: {name}", status in (-signal.SIGPIPE, 0, 1, 120) and quiet, (status, error))
    closed = subprocess.run(f"'{VARSCOPE}' help >&-", shell=True, capture_output=True, cwd=FOLDER)
    check("a closed standard output", closed.returncode == 1 and b"cannot write" in closed.stderr, closed)
    check("no colours in a pipe", "\033" not in varscope("view", "e1.py")[1] + varscope("help")[1])


def test_interrupt():
    for name, status in (("endless.py", 130), ("endless.go", 2)):
        process = subprocess.Popen([VARSCOPE, "run", name], cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            process.wait(timeout=0.7)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=30)
        check(f"Ctrl-C: {name}", process.returncode in (status, -signal.SIGINT, 130), (process.returncode, error))


def test_compare():
    got = varscope("compare", "e1.py", "e1.go")
    expect("compare", got, 0, "id(x) changed in 1 of 1 reassignments")
    check("an address stays", re.search(r"&var1 +(0xc[0-9a-f]+) → \1  the same", got[1]), got[1])
    other = varscope("compare", "e1.go", "e1.py")
    check("in the other order", other[0] == 0 and other[1].splitlines()[-2] == got[1].splitlines()[-1], other)
    expect("two of one language", varscope("compare", "two.py", "e1.py"), 0, "b came to share one identity with a")
    expect("narrow", varscope("compare", "e1.py", "e1.go", environment={"COLUMNS": "60"}), 0)
    expect("a long run is cut", varscope("compare", "endless.py", "endless.go"), 0, "goes on")


def test_symbols():
    expect("Python", varscope("symbols", "deep.py"), 0, "fast local")
    expect("Go", varscope("symbols", "e1.go"), 0, "var1")


with tempfile.TemporaryDirectory() as FOLDER:
    for file_name, content in FILES.items():
        pathlib.Path(FOLDER, file_name).write_text(content)
    chosen = sys.argv[2:]
    for name, test in list(globals().items()):
        if name.startswith("test_") and (not chosen or name[5:] in chosen):
            try:
                test()
            except Exception as problem:
                check(name, False, repr(problem))

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
