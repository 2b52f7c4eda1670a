#!/usr/bin/python3
"""varscope check beside the real compilers: what they say about a folder or about files, and with which status.

usage: check_test.py VARSCOPE

Go packages are built with `go build` outside of a module, Python files compiled with `python3.11 -m py_compile`; the texts must be the same.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

VARSCOPE = str(pathlib.Path(sys.argv[1]).resolve())
GO = shutil.which("go")
failed = passed = 0

# Folders: name, files, does it hold Go that go build would judge?
PACKAGES = {
    "clean": {"a.go": "package clean\n\nimport \"fmt\"\n\nfunc F() { fmt.Println(x, y) }\n", "b.go": "package clean\n\nvar x, y = 1, z\n",
              "c.go": "package clean\n\nimport str \"strings\"\n\nvar z = str.ToUpper(\"z\")\n"},
    "program": {"main.go": "package main\n\nfunc main() { helper() }\n", "helper.go": "package main\n\nfunc helper() {}\n"},
    "wrong": {"a.go": "package wrong\n\nvar a int = \"s\"\n\nfunc f() { return 1 }\n", "b.go": "package wrong\n\nimport \"os\"\n\nfunc g() int {}\n"},
    "twice": {"a.go": "package twice\n\nfunc f() {}\n", "b.go": "package twice\n\nfunc f() {}\n"},
    "file_scope": {"a.go": "package p\n\nimport \"fmt\"\n\nvar _ = fmt.Sprint()\n", "b.go": "package p\n\nvar _ = fmt.Sprint()\n"},
    "conflict": {"a.go": "package p\n\nimport \"fmt\"\n\nvar _ = fmt.Sprint()\n", "b.go": "package p\n\nvar fmt = 1\n"},
    "dot": {"a.go": "package p\n\nimport . \"strings\"\n\nvar A = ToUpper(\"a\")\n", "b.go": "package p\n\nimport . \"sort\"\n\nvar x = ToUpper(\"b\")\n"},
    "blank": {"a.go": "package p\n\nimport _ \"net/http/pprof\"\n\nimport _ \"embed\"\n"},
    "unexported": {"a.go": "package p\n\nimport \"strings\"\n\nvar b strings.Builder\nvar _ = b.buf\nvar _ = strings.Nope\n"},
    "syntax": {"a.go": "package p\n\nfunc f( {\n", "b.go": "package p\n\nvar x int = \"s\"\n"},
    "many": {"a.go": "package p\n\n" + "".join(f"var v{i} int = \"{i}\"\n" for i in range(15))},
    "types": {"a.go": "package p\n\nimport (\n\t\"bytes\"\n\t\"io\"\n\t\"net/http\"\n)\n\nvar r io.Reader = new(bytes.Buffer)\n"
              "var w http.Handler = r\nvar n int = http.StatusOK + \"x\"\nvar c http.Client = http.DefaultClient\n"},
    "order": {"a.go": "package p\n\nvar a = b\n", "b.go": "package p\n\nvar b = f()\n", "c.go": "package p\n\nfunc f() int { return a }\n"},
    "mixed": {"x.go": "package a\n", "y.go": "package b\n"},
    "excluded": {"x.go": "//go:build windows\n\npackage a\n"},
    "excluded_old": {"x.go": "// +build windows plan9,amd64\n\npackage a\n", "y_arm64.go": "package b\n", "z_darwin.go": "package c\n"},
    "tests_only": {"x_test.go": "package a\n"},
    "bad_constraint": {"x.go": "//go:build (linux\n\npackage a\n"},
    "bad_constraint_2": {"x.go": "//go:build linux &&\n\npackage a\n"},
    "bad_constraint_3": {"x.go": "//go:build !!linux\n\npackage a\n"},
    "chosen": {"a.go": "// A comment.\n\n//go:build (linux || darwin) && amd64 && gc && go1.18 && !cgo2\n\npackage a\n\nvar X int = y\n",
               "b_linux.go": "package a\n\nvar y = 1\n", "b_windows.go": "package a\n\nvar y = 2\n", "b_linux_arm64.go": "package a\n\nvar y = 3\n",
               "c.go": "// +build linux,!windows\n// +build !arm64\n\npackage a\n\nvar z int = \"here\"\n", "d.go": "// +build ignore\n\npackage d\n",
               "e.go": "//go:build ignore\n// +build linux\n\npackage e\n", "f_test.go": "package a_test\n", "_g.go": "package g\n", ".h.go": "package h\n",
               "doc.go": "/* text */ package documentation\n", "go1.99.go": "//go:build go1.99\n\npackage z\n",
               "late.go": "package a\n\n//go:build ignore\n\nvar late int = \"late\"\n", "linux.go": "package a\n\nvar linux int = \"linux\"\n"},
    "bodies": {"a.go": "package p\n\nfunc f()\n"},
    "assembly": {"a.go": "package p\n\nfunc f()\n", "a_amd64.s": "// nothing\n"},
    "linked": {"a.go": "package p\n\nimport _ \"unsafe\"\n\n//go:linkname now time.now\nfunc now() (sec int64, nsec int32, mono int64)\n", "a.s": ""},
    "lines": {"x.go": "package main\n\nvar a int = \"1\"\n\n//line foo.y:10\nvar b int = \"2\"\n\nvar c int = \"3\"; func a() {}\n\n"
              "//line bar/baz.y:20:5\nvar d int = \"4\"; /*line q.go:7:3*/ var e int = \"5\"\nvar f int = \"6\" /*line :9*/ + 1\n//line :30:1\nfunc b() { goto L }\n //line no.go:1\nvar g int = \"7\" /* line no.go:5 */ + /*line no.go:5\n*/ 1\nfunc main() {\nL: L:\n\treturn 1\n//line /abs/z.y:1\n\treturn 2 }\n"},
    "lines_wrong": {"y.go": "package main\n\nfunc main() {}\n\n//line foo.y:x\n//line foo.y:0\n//line foo.y:1:0\n//line foo.y:1:x\n//line 12\n//line :\n//line foo.y:99999999999999999999\n/*line a.y:4*/ func f( {\n"},
    "lines_syntax": {"z.go": "package p\n\n//line a.y:7\nfunc f( {\n\n/*line b.y:3:100*/func g) {\n"},
    "columns": {"a.go": "package p\n\n/*" + 300 * "x" + "*/ var a int = \"1\"\nvar a = 2\n/*" + 226 * "x" + "*/ var c int = \"\"; var d int = \"\"\n"
                "/*line a.y:1:240*/ var e int = \"\"; var f int = \"\"\n"},
    "found_first": {"a.go": "package p\n\nfunc f() { return 1 }\n", "b.go": "package p\n\nvar x int\nvar x int\n"},
    "generics": {"a.go": "package p\n\nimport \"sync/atomic\"\n\nvar p atomic.Pointer[int]\nvar x *string = p.Load()\n"},
}
LANGUAGES = {
    "range.go": ("package main\n\nfunc main() {\n\tfor i := range 10 {\n\t\tprintln(i)\n\t}\n}\n", "cannot range over 10"),
    "builtins.go": ("package main\n\nfunc main() { println(min(1, 2), max(1, 2)); m := map[int]int{}; clear(m) }\n", "undefined: min"),
}


# What each version of the language brought; `go build -gcflags=-lang=` knows the older ones.
OLD = {
    "generics.go": """package main

import "unsafe"

type T[P any] struct{ x P }

func f[P any](p P) P { return p }

type C interface{ ~int | string }

type I interface{ int }

type A = int

func main() {
	var s = 3
	var e T[int]
	_ = e
	_ = f[int](1)
	_ = f(2)
	_ = f[int]
	_ = unsafe.Add(unsafe.Pointer(&s), 1)
	_ = unsafe.Slice(&s, 1)
}
""",
    "numbers.go": """package main

func main() {
	var s = 3
	x := 1 << s
	x <<= s
	const a, b = 0b11, 0o17
	const c = 1_000
	const d = 0x1p4
	_ = 0b1i
	_ = 010i
}
""",
}


def check(name, holds, seen=""):
    global failed, passed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {name}: {str(seen)[-1500:]}")


def run(*words, folder, environment=None):
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=60, env={**os.environ, **(environment or {})})
    return done.returncode, done.stdout, done.stderr


def varscope(*words, folder, **environment):
    return run(VARSCOPE, "check", *words, folder=folder, environment=environment)


def write(folder, files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)


def as_go_build(folder, words, expected):
    got = varscope(*words, folder=folder)
    check(f"check {' '.join(words)} as go build", (got[0] != 0, got[2]) == (expected[0] != 0, expected[2]), f"\n{got}\n{expected}")
    check(f"check {' '.join(words)} prints nothing else", got[1] == "" and got[0] in (0, 1), got)


def test_packages(folder):
    for name, files in PACKAGES.items():
        write(folder / name, files)
        real = run(GO, "build", "-o", "/dev/null", f"./{name}", folder=folder,
                   environment={"GO111MODULE": "off", "CGO_ENABLED": "0", "GOFLAGS": ""})
        as_go_build(folder, [f"./{name}"], real)
    for words in (["program/main.go", "program/helper.go"], ["program/main.go"], ["excluded/x.go"], ["mixed/x.go", "mixed/y.go"],
                  ["mixed/x.go", "program/main.go"]):
        real = run(GO, "build", "-o", "/dev/null", *words, folder=folder, environment={"GO111MODULE": "off", "CGO_ENABLED": "0"})
        as_go_build(folder, words, real)


def test_languages(folder):
    for name, (text, complaint) in LANGUAGES.items():
        (folder / name).write_text(text)
        check(f"{name} in current Go", varscope(name, folder=folder) == (0, "", ""), varscope(name, folder=folder))
        got = varscope("--lang", "go1.19", name, folder=folder)
        check(f"{name} in go1.19", got[0] == 1 and complaint in got[2], got)
    for name, text in OLD.items():
        (folder / name).write_text(text)
        for version in ("go1.18", "go1.17", "go1.16", "go1.12", "go1.8"):
            real = run(GO, "build", "-o", "/dev/null", f"-gcflags=-lang={version}", name, folder=folder, environment={"GO111MODULE": "off"})
            got = varscope("--lang", version, name, folder=folder)
            check(f"{name} in {version}", (got[0] != 0, got[2]) == (real[0] != 0, real[2]), f"\n{got}\n{real}")
    for wrong, text in (("1.19", "should be something like"), ("go1.x", "should be something like"), ("go1.99", "max known version is")):
        got = varscope("--lang", wrong, "range.go", folder=folder)
        check(f"--lang {wrong}", got[0] == 2 and text in got[2], got)


def test_long_sums(folder):
    """A sum of string literals is as deep a tree as it is long; messages show it whole."""
    text = "\"a\"" + " +\n\t\"bc\"" * 15000
    write(folder / "long", {"a.go": f"package p\n\nconst text = {text}\n\nvar all [len(text)]int = [30001]int{{}}\n"})
    check("a long sum", varscope("long", folder=folder) == (0, "", ""), varscope("long", folder=folder)[2])
    write(folder / "long_wrong", {"a.go": f"package p\n\nvar x int = {text}\n"})
    got = varscope("long_wrong", folder=folder)
    check("a long sum of the wrong type", got[0] == 1 and "a.go:3:13: cannot use" in got[2] and "as int value" in got[2], got[2][-300:])


def test_python(folder):
    write(folder / "py", {"good.py": "x = 1\n", "bad.py": "def f(:\n", "notes.txt": "(\n"})
    write(folder / "py" / "inner", {"late.py": "return 1\n", "d.py": "x = (\n"})
    write(folder / "py" / ".hidden", {"h.py": "(\n"})
    names = ["py/bad.py", "py/inner/d.py", "py/inner/late.py"]
    expected = "".join(run("/usr/bin/python3.11", name, folder=folder)[2].replace(f"{folder}/", "") for name in names)
    check("a folder of Python", varscope("py", folder=folder) == (1, "", expected), f"\n{varscope('py', folder=folder)}\n{expected}")
    check("a good Python file", varscope("py/good.py", folder=folder) == (0, "", ""))
    os.symlink(".", folder / "py" / "loop")
    check("a link back", varscope("py", folder=folder) == (1, "", expected))


# What the compiler decides: name, files.
DECISIONS = {
    "printing": {"a.go": "package main\n\nimport \"fmt\"\n\nfunc f() *int {\n\tx := 1\n\treturn &x\n}\n\nfunc main() {\n\tfmt.Println(*f())\n}\n"},
    "nothing": {"a.go": "package p\n\nvar X = 1\n"},
    "library": {"a.go": "package p\n\nimport (\n\t\"sort\"\n\t\"strings\"\n)\n\ntype T struct{ names []string }\n\n"
                "func (t *T) Add(s string) { t.names = append(t.names, strings.ToUpper(s)) }\n\n"
                "func (t *T) Sorted() []string {\n\tsort.Slice(t.names, func(i, j int) bool { return t.names[i] < t.names[j] })\n\treturn t.names\n}\n",
                "b.go": "package p\n\nfunc New() *T { return &T{names: make([]string, 0, 10)} }\n\nfunc use() int { t := New(); return len(t.names) }\n"},
    "loops": {"a.go": "package p\n\nvar sink []*int\n\nfunc f(all []int, n int) {\n\tfor i, x := range all {\n\t\tsink = append(sink, &i)\n\t\tgo func() { println(x) }()\n"
              "\t}\n\tvar later int\n\tdefer func() { later++ }()\n\t_ = make([]byte, n)\n\tvar large [20 << 20]byte\n\tlarge[n] = 1\n}\n"},
    "spelling": {"a.go": "package p\n\nimport \"fmt\"\n\nfunc id(s string) string { return s + \"!\" }\n\nfunc pick(p *string) *string { return p }\n\nfunc f(a, b string, c complex128) {\n"
              "\tfmt.Println((a+b) == b, a+b+id(a) == b+id(id(a)), id(a)[2:], real(c)+imag(c), complex(1, real(c))*c, -real(c))\n"
              "\tfmt.Println(*pick(&a), len(<-make(chan []int)), len(make(map[int]int))+1, !(a == b && b == a), [...]int{1, 2}[1])\n"
              "\tfmt.Println(a+b+a, a+(b+a), \"a\"+\"b\"+a, b)\n\tvar f any = fmt.Sprint\n\tfmt.Println(f.(func(...any) string)(a, b), f)\n}\n"},
    "lines_moved": {"a.go": "package p\n\n//line ../up.y:5:9\nfunc F() *int { x := 1; return &x }\n\n/*line z.y:5:9*/ func g() *int { x := 1; return &x }\n"},
    "recursion": {"a.go": "package p\n\ntype node struct{ next *node }\n\nfunc even(n *node) *node {\n\tif n == nil {\n\t\treturn nil\n\t}\n\treturn odd(n.next)\n}\n\n"
                  "func odd(n *node) *node {\n\tx := node{n}\n\treturn even(&x)\n}\n"},
    "broken": {"a.go": "package p\n\nfunc f() int { return \"\" }\n"},
}


def test_decisions(folder):
    environment = {"GO111MODULE": "off", "CGO_ENABLED": "0", "GOFLAGS": ""}
    for name, files in DECISIONS.items():
        write(folder / name, files)
        paths = [f"{name}/{file}" for file in files]
        imports = any("import" in text for text in files.values())
        # The library that go has at hand was compiled with inlining.
        for flags, ours in (("-m", ["-m"]), ("-m -l", ["--no-inlining"])):
            for words in ([f"./{name}"], paths, paths[::-1]):
                if flags == "-m -l" and imports:
                    continue
                real = run(GO, "build", "-o", "/dev/null", f"-gcflags={flags}", *words, folder=folder, environment=environment)
                as_go_build(folder, [*ours, "--lang", "go1.19", *words], real)
    # Since go1.22 each iteration has a variable of its own; both live on the heap.
    got = varscope("--explain-escapes", "loops/a.go", folder=folder)
    check("-m in current Go", got[0] == 0 and "loops/a.go:6:6: moved to heap: i" in got[2], got)
    write(folder / "both", {"a.go": "package p\n\nvar p = new(int)\n", "b.py": "(\n"})
    got = varscope("-m", "both", folder=folder)
    check("-m and a folder of both languages", got == (0, "", f"# _{folder}/both\nboth/a.go:3:12: new(int) escapes to heap\n"), got)


def test_bad_paths(folder):
    write(folder / "empty", {})
    write(folder / "texts", {"x.txt": "x"})
    (folder / "folder.go").mkdir(exist_ok=True)
    for words, status, text in (
            (["empty"], 1, "no Python files and no Go files in 'empty'"), (["texts"], 1, "no Python files and no Go files in 'texts'"),
            (["missing.go"], 2, "cannot open 'missing.go': No such file"), (["missing.py"], 2, "cannot open 'missing.py': No such file"),
            (["missing"], 2, "cannot open 'missing': No such file"), (["texts/x.txt"], 2, "not a program"), (["folder.go"], 1, "no Go files"),
            ([], 2, "no file and no folder given"), (["--nope", "x.go"], 2, "unknown option"), (["clean", "missing.py"], 2, "missing.py"),
            (["wrong", "py"], 1, "SyntaxError"), (["-m", "py/good.py"], 2, "py/good.py: --explain-escapes (-m) is for languages whose compiler"),
            (["-m", "py"], 1, "no Go files in 'py'"), (["-m", "missing.go"], 2, "cannot open 'missing.go'"), (["-mx", "x.go"], 2, "takes no value")):
        got = varscope(*words, folder=folder)
        check(f"check {words}", got[0] == status and text in got[2], got)
    got = varscope("clean", folder=folder, GOROOT="/nonexistent")
    check("no Go installed", got[0] == 2 and "cannot find Go's own library in /nonexistent/src; install golang-1.19-src" in got[2], got)


with tempfile.TemporaryDirectory() as name:
    root = pathlib.Path(name).resolve()
    test_packages(root)
    test_languages(root)
    test_long_sums(root)
    test_python(root)
    test_decisions(root)
    test_bad_paths(root)
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
