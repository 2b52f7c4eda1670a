#!/usr/bin/python3
"""varscope check beside the real compilers: what they say about a folder or about files, and with which status.

usage: check_test.py VARSCOPE

Go packages are built with `go build` outside of modules and in them, Python files compiled with `python3.11 -m py_compile`; the texts must be the same.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

VARSCOPE = str(pathlib.Path(sys.argv[1]).resolve())
GO = shutil.which("go")
BUILT = str(pathlib.Path(tempfile.gettempdir()) / f"varscope-check-test-{os.getpid()}")
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
# Modules: files, and what is checked in them. Every folder with Go files is checked, but those below a go.mod of their own.
SHOP = "module example.com/shop\n\ngo 1.19\n"
MODULES = {
    "good": {"go.mod": SHOP, "shop.go": "package shop\n\nimport \"example.com/shop/cart\"\n\nvar Total int = cart.Sum([]cart.Item{{Price: 3}})\n",
             "cart/cart.go": "package cart\n\nimport \"example.com/shop/internal/money\"\n\ntype Item struct{ Price money.Cents }\n\n"
                             "func Sum(all []Item) (sum int) {\n\tfor _, item := range all {\n\t\tsum += int(item.Price)\n\t}\n\treturn\n}\n",
             "internal/money/money.go": "package money\n\ntype Cents int\n\nfunc (c Cents) String() string { return \"\" }\n",
             "cmd/main.go": "package main\n\nimport (\n\t\"example.com/shop\"\n\tbasket \"example.com/shop/cart\"\n\t\"fmt\"\n)\n\nfunc main() { fmt.Println(shop.Total, basket.Sum(nil)) }\n",
             "wrong/main.go": "package main\n\nimport (\n\t\"example.com/shop\"\n\t\"example.com/shop/cart\"\n\t\"fmt\"\n)\n\n"
                              "var s fmt.Stringer = cart.Item{}.Price\nvar t fmt.Stringer = cart.Item{}\nvar u string = cart.Item{}.Price\nvar v = cart.sum\n\nfunc main() { shop.total() }\n",
             "named/a.go": "package other\n\nvar N = 1\n", "uses_named/a.go": "package p\n\nimport \"example.com/shop/named\"\n\nvar x string = other.N\n",
             "unused/a.go": "package p\n\nimport \"example.com/shop/named\"\nimport \"example.com/shop/cart\"\n",
             "testdata/a.go": "package testdata\n", "_under/a.go": "package u\n", "hidden/a.go": "package h\n\nimport _ \"example.com/shop/testdata\"\nimport _ \"example.com/shop/_under\"\n"},
    "wrong_imports": {"go.mod": SHOP, "b1/a.go": "package b1\n\nvar Y int = \"s\"\n", "b2/a.go": "package b2\n\nvar Y int = \"s2\"\n", "b3/a.go": "package b3\n\nfunc f( {\n",
                      "over/a.go": "package over\n\nimport (\n\t\"example.com/shop/b2\"\n\t\"example.com/shop/b1\"\n)\n\nvar X string = b1.Y + b2.Y\n",
                      "top/a.go": "package top\n\nimport _ \"example.com/shop/over\"\nimport _ \"example.com/shop/b3\"\n\nvar x int = \"not reached\"\n"},
    "missing": {"go.mod": SHOP, "a/a.go": "package a\n\nimport \"example.com/shop/nope\"\nimport \"example.com/shop/nope/nope2\"\nimport \"nostd\"\nimport \"github.com/x/y\"\n"
                                          "import \"golang.org/x/net/idna\"\nimport \"fmt/x\"\nimport \"text\"\nimport \"example.com/shop\"\nimport \"example.com/shopping\"\n",
                "over/a.go": "package over\n\nimport _ \"example.com/shop/a\"\n", "files/a.go": "package files\n\nimport _ \"example.com/shop/nope\"\nimport _ \"fmt\"\n",
                "files/b.go": "package files\n\nimport _ \"example.com/shop/nope\"\nimport _ \"nostd\"\n", "empty/x.txt": "",
                "uses_empty/a.go": "package u\n\nimport _ \"example.com/shop/empty\"\n"},
    "plain_name": {"go.mod": "module shop // a comment\n\ngo 1.19\n", "a/a.go": "package a\n\nimport _ \"shop/b\"\nimport _ \"shop/c\"\n", "b/b.go": "package b\n"},
    "cycles": {"go.mod": SHOP, "c1/a.go": "package c1\n\nimport _ \"example.com/shop/c2\"\n", "c2/a.go": "package c2\n\nimport _ \"example.com/shop/c3\"\n",
               "c3/a.go": "package c3\n\nimport _ \"example.com/shop/c1\"\n", "over/a.go": "package over\n\nimport _ \"example.com/shop/c2\"\n",
               "self/a.go": "package self\n\nimport _ \"example.com/shop/self\"\n", "m/a.go": "package main\n\nimport _ \"example.com/shop/m2\"\n\nfunc main() {}\n",
               "m2/a.go": "package m2\n\nimport _ \"example.com/shop/m\"\n"},
    "internal": {"go.mod": SHOP, "x/internal/i/a.go": "package i\n\nvar I = 1\n", "x/in/a.go": "package in\n\nimport \"example.com/shop/x/internal/i\"\n\nvar I int = i.I\n",
                 "y/a.go": "package y\n\nimport \"example.com/shop/x/internal/i\"\nimport _ \"internal/abi\"\nimport _ \"cmd/internal/obj\"\nimport _ \"vendor/golang.org/x/net/idna\"\n"
                           "import _ \"testing/internal/testdeps\"\n\nvar I int = i.I\n",
                 "over/a.go": "package over\n\nimport _ \"example.com/shop/y\"\n", "z/a.go": "package z\n\nimport _ \"x/vendor/y\"\nimport _ \"vendor/y\"\n"},
    "programs": {"go.mod": SHOP, "cmd/a.go": "package main\n\nfunc main() {}\n", "a/a.go": "package a\n\nimport _ \"example.com/shop/cmd\"\nimport _ \"cmd/go\"\n"},
    "no_packages": {"go.mod": SHOP, "tests/x_test.go": "package tests\n", "a/a.go": "package a\n\nimport _ \"example.com/shop/tests\"\n",
                    "excluded/x.go": "//go:build windows\n\npackage e\n", "b/a.go": "package b\n\nimport _ \"example.com/shop/excluded\"\n", "b2/a.go": "package b\n\nimport _ \"example.com/shop/b\"\nimport _ \"example.com/shop/excluded\"\n",
                    "mixed/x.go": "package m1\n", "mixed/y.go": "package m2\n", "c/a.go": "package c\n\nimport _ \"example.com/shop/mixed\"\n",
                    "constraint/y.go": "//go:build (linux\n\npackage badcon\n", "d/a.go": "package d\n\nimport _ \"example.com/shop/constraint\"\n",
                    "none/a.go": "func f()\n", "e/a.go": "package e\n\nimport _ \"example.com/shop/none\"\n", "cut/a.go": "package cut\n\nimport fmt\n",
                    "f/a.go": "package f\n\nimport _ \"example.com/shop/cut\"\n",
                    "g/a.go": "package g\n\nimport _ \"nostd\"\nimport _ \"a b\"\n", "g/b.go": "package g\n\nimport _ \"nostd2\"\n"},
    "nested": {"go.mod": SHOP, "sub/go.mod": "module example.com/shop/sub\n\ngo 1.19\n", "sub/a.go": "package sub\n", "sub/p/a.go": "package p\n",
               "a/a.go": "package a\n\nimport _ \"example.com/shop/sub\"\nimport _ \"example.com/shop/sub/p\"\n"},
    "replaced": {"go.mod": SHOP + "\nrequire (\n\texample.com/tax v0.0.0 // indirect\n\t\"example.com/tax/extra\" v1.0.0\n)\nreplace example.com/tax => ./other/tax\nreplace (\n\texample.com/tax/extra v1.0.0 => ./other/extra\n)\n",
                 "a/a.go": "package a\n\nimport (\n\t\"example.com/tax/rate\"\n\t\"example.com/tax/extra\"\n\t\"example.com/tax/nope\"\n)\n\nvar X string = rate.Of(1) + extra.X\n",
                 "b/a.go": "package b\n\nimport (\n\t\"example.com/tax/rate\"\n\t\"example.com/tax/extra\"\n)\n\nvar X string = rate.Of(1) + extra.X\n",
                 "c/a.go": "package c\n\nimport _ \"example.com/tax/old\"\n", "d/a.go": "package d\n\nimport _ \"example.com/tax/internal/x\"\n",
                 "other/tax/go.mod": "module example.com/tax\n\ngo 1.17\n", "other/tax/rate/a.go": "package rate\n\nfunc Of(x int) int { return x }\n",
                 "other/tax/old/a.go": "package old\n\nfunc F[T any](x T) T { return x }\n", "other/tax/internal/x/a.go": "package x\n",
                 "other/extra/go.mod": "module example.com/tax/extra\n", "other/extra/a.go": "package extra\n\nvar X = 1\n"},
    "vendored": {"go.mod": SHOP + "\nrequire example.com/tax v1.2.3\n", "vendor/modules.txt": "# example.com/tax v1.2.3\n## explicit; go 1.19\nexample.com/tax/rate\n",
                 "vendor/example.com/tax/rate/a.go": "package rate\n\nfunc Of(x int) int { return x }\n", "a/a.go": "package a\n\nimport \"example.com/tax/rate\"\n\nvar X string = rate.Of(1)\n"},
    "same_names": {"go.mod": SHOP, "a1/rand/a.go": "package rand\n\ntype T struct{ x int }\n\nfunc New() T { return T{} }\n", "a2/rand/a.go": "package rand\n\ntype T struct{ x int }\n\nfunc New() T { return T{} }\n",
                   "u1/a.go": "package u1\n\nimport (\n\t\"example.com/shop/a1/rand\"\n\tr2 \"example.com/shop/a2/rand\"\n)\n\nvar x rand.T = r2.New()\nvar y int = rand.New()\n",
                   "u2/a.go": "package u2\n\nimport (\n\t\"html/template\"\n\ttt \"text/template\"\n)\n\nvar x *template.Template = new(tt.Template)\nvar y int = template.FuncMap(nil)\n",
                   "u3/a.go": "package u3\n\nimport (\n\t\"example.com/shop/a1/rand\"\n\tr2 \"math/rand\"\n)\n\nvar x rand.T = r2.New(nil)\nvar y int = rand.New()\n",
                   "u4/a.go": "package u4\n\nimport (\n\t\"html/template\"\n\t\"math/rand\"\n\t\"net/http\"\n)\n\nvar x int = new(template.Template)\nvar y int = rand.New(nil)\nvar z int = http.DefaultClient\n"},
    "recursive": {"go.mod": SHOP, "o/a.go": "package o\n\ntype G[T any] struct{ X T; y T }\n", "a/a.go": "package a\n\nimport \"example.com/shop/o\"\n\ntype T o.G[T]\ntype U struct{ o.G[U] }\ntype W o.G[*W]\n",
                  "c/a.go": "package c\n\ntype I[D C] struct{}\n\ntype C interface{ []byte | M }\n\ntype M struct{ X R[U] }\n\ntype R[T K] map[uint64]T\n\ntype K interface{ U | Z }\n\ntype U struct{}\n\n"
                            "type Z struct{ I *I[[]byte] }\n", "d/a.go": "package d\n\nimport \"example.com/shop/c\"\n\ntype Q[T c.C] struct{ c.I[T] }\n", "e/a.go": "package e\n\nimport \"example.com/shop/d\"\n\ntype M struct{ x d.Q[[]byte] }\n"},
    "older": {"go.mod": "module example.com/shop\n\ngo 1.17\n", "a/a.go": "package a\n\nfunc F[T any](x T) T { return x }\n", "b/a.go": "package b\n\nimport _ \"example.com/shop/a\"\n\nvar x int = 0b11\n"},
    "unsaid": {"go.mod": "module example.com/shop\n", "a/a.go": "package a\n\nimport \"unsafe\"\n\nfunc F[T any](x T) T { return x }\n\nvar s = unsafe.Slice(new(int), 1)\n"},
}
# Members of a package as others see them: the package, and statements of another one.
MEMBERS = (
        "package o\n"
        "\n"
        "type E struct {\n"
        "\tMember int\n"
        "\tsecret string\n"
        "\thook func()\n"
        "}\n"
        "\n"
        "func (e *E) member() int { return 1 }\n"
        "func (e *E) Do() {}\n"
        "func (e E) val() {}\n"
        "\n"
        "type I interface { Do(); undo() }\n"
        "type J interface { Do() }\n"
        "type Emb struct { E; *Q; inner }\n"
        "type Q struct { q int; Qq int }\n"
        "type inner struct { Deep int; deep int }\n"
        "type g[T any] struct{ x T }\n"
        "type G[T any] struct{ X T; y T }\n"
        "func (g G[T]) hidden() T { return g.y }\n"
        "type num int\n"
        "const A num = 1\n"
        "var V num\n"
        "func F(x num) inner { return inner{} }\n"
        "type K = inner\n"
)
USES = [
    'e.member()',
    'e.secret = "1"',
    '_ = e.hook',
    '_ = e.Hook',
    '_ = e.do',
    '_ = e.Val',
    '_ = e.nothing',
    '_ = o.E{1, "a", nil}',
    '_ = o.E{secret: "x", Member: 1}',
    '_ = o.E{member: 3}',
    '_ = o.E{Secret: 3}',
    '_ = &o.E{nope: 1}',
    'i.undo()',
    'j.undo()',
    'j2.Undo()',
    '_ = m.Deep',
    '_ = m.deep',
    '_ = m.q',
    '_ = m.Qq',
    '_ = m.inner',
    '_ = m.E',
    '_ = o.Emb{inner: 1}',
    '_ = g.y',
    'g.hidden()',
    '_ = o.num(1)',
    's = o.V',
    's = o.F(3)',
    '_ = t',
    '_ = o.inner{}',
    '_ = o.K{deep: 1}',
    '_ = h',
    '_ = i.(myI)',
    '_ = myI(nil).(o.I)',
    '_, _ = s, i',
    "var t struct { Member int; secret string; hook func() } = e; _ = t", "var h interface { Do(); undo() } = i; _ = h", "var j o.J = e; _ = j", "pi.undo()", "(*pi).undo()", "pi.Do()", "p.member()", "(*p).secret = 1",
]
# Modules that a go.work joins; c is not listed.
WORKSPACE = {
    "go.work": "go 1.19\n\nuse (\n\t./a\n\t./b // comment\n)\n\nreplace example.com/x => ./x\n",
    "a/go.mod": "module example.com/a\n\ngo 1.19\n\nrequire example.com/x v0.0.0\n",
    "a/a.go": "package a\n\nimport \"example.com/b/in\"\nimport \"example.com/x\"\nimport _ \"example.com/b/none\"\nimport _ \"example.com/c\"\n\nvar X string = in.Y + x.Z\n",
    "a/ok/a.go": "package ok\n\nimport \"example.com/b/in\"\nimport \"example.com/x\"\n\nvar X string = in.Y + x.Z\n", "a/old/a.go": "package old\n\nimport _ \"example.com/b/gen\"\n",
    "a/int/a.go": "package int\n\nimport _ \"example.com/b/internal/q\"\n", "b/internal/q/a.go": "package q\n", "b/go.mod": "module example.com/b\n\ngo 1.17\n", "b/in/a.go": "package in\n\nvar Y = 1\n",
    "b/gen/a.go": "package gen\n\nfunc F[T any](x T) {}\n", "x/go.mod": "module example.com/x\n", "x/a.go": "package x\n\nvar Z = 1\n",
    "c/go.mod": "module example.com/c\n", "c/p/a.go": "package p\n\nvar x int = \"\"\n",
}
WRONG_WORK = ["go 1.19\nuse ./a\nuse ./nothere\nfoo\n", "go 1.19\nuse ./a\nuse ./nothere\n", "go 1.19\nuse ./a ./b\n", "module x\n", "use ./a\nuse ./b\nreplace example.com/x => ./x\n"]
# Imports that the go command refuses, or reads in another way than the compiler.
IMPORTS = ["_ \"example.com/shop//dep\"", "_ \"/abs\"", "_ \"\"", "_ \"example.com/shop/dep/\"", "_ \"example.com/shop/./dep\"", "_ \"./p\"", "_ \".\"", "_ \"..\"", "_ \"../q\"",
           "_ \"a@b\"", "_ \"a@v1/b\"", "_ \"-x/y\"", "_ \"x.com/y.\"", "_ \"all\"", "_ \"std\"", "_ \"cmd\"", "_ \"internal/x\"", "_ \"example.com/shop/CON\"", "_ \"x.com/com1.x/y\"", "_ \"a:b\"",
           "_ \"\u00e9\"", "_ \"example.com/x~1\"", "_ `fmt`", "_ \"f\\x6dt\"", "fmt", "_ fmt", "\"fmt\" \"os\"", "(\"fmt\"; \"os\"", "(\"fmt\" x)", "(\"fmt\" \"os\")", "3", "_ 3", "_ 'x'", ". \"fmt\" x",
           "_ \"main\"", "_ \"example.com\"", "_ \"unsafe\"", "_ \"a\\x00b\"", "(_ \"a b\"; _ \"c d\")", "= \"fmt\"", "();import (;)", "_ \"...\"", "_ \"x/...\""]
GO_MODS = ["module\n", "", "module example.com/m\nfoo bar\ngo 1.x\n", "module \"example.com/m\"\nrequire (\n\tgithub.com/a/b v1.0.0 // indirect\n)\ngo 1.19\n",
           "module example.com/m\nmodule b\n", "module m\ngo 1.19\nrequire x\n", "module m\ngo 1.19\nrequire (\n", "module fmt\ngo 1.19\n", "module m\ngo 1.19\ngo 1.18\n", "module m\ngo\n",
           "module m\ngo 1.19\nreplace a => ./b\n", "module m\ngo 1.19\nreplace a ./b\n", "module (\n\tm\n)\ngo 1.19\nexclude a v1.0.0\nretract [v1.0.0, v1.1.0]\n"]
LANGUAGES = {
    "range.go": ("package main\n\nfunc main() {\n\tfor i := range 10 {\n\t\tprintln(i)\n\t}\n}\n", "cannot range over 10"),
    "builtins.go": ("package main\n\nfunc main() { println(min(1, 2), max(1, 2)); m := map[int]int{}; clear(m) }\n", "undefined: min"),
}


# What later versions brought, and what they changed: go1.19 refuses it, or knows it otherwise.
NEWER = {
    "rangefunc.go": "package main\n\nfunc main() {\nfor x := range func(yield func(int) bool) {} {\n_ = x } }\n",
    "rangefunc0.go": "package main\n\nfunc main() {\nfor range func(yield func() bool) {} {\n} }\n",
    "rangeint.go": "package main\n\nfunc main() {\nfor i := range 10 {\n_ = i }\nvar n uint8 = 3\nfor range n {}\nfor i := range 1.0 {\n_ = i } }\n",
    "rangebad.go": "package main\n\nfunc main() {\nfor range main {}\nfor range nil {}\nfor range 1.5 {}\nfor range struct{}{} {} }\n",
    "builtins.go": "package main\n\nfunc main() {\n_ = min(1, 2)\n_ = max(1.0, 2)\nm := map[int]int{}\nclear(m) }\n",
    "arr.go": "package main\n\nfunc main() {\ns := []int{1}\n_ = [1]int(s)\n_ = (*[1]int)(s) }\n",
    "comparable.go": "package main\n\nfunc f[T comparable](x T) {}\nfunc main() {\nf[any](1)\nvar e error\nf(e)\nf(any(2)) }\n",
    "infer.go": "package main\n\nfunc m[T any](f func(T), x T) {}\nfunc p[T any](x T) {}\nfunc two[T any](a, b T) {}\nfunc main() {\nm(p, 1)\ntwo(1, 2.0)\nvar f func(int) = p\n_ = f }\n",
    "localtype.go": "package main\n\nfunc f[T any]() {\ntype U []T\ntype V int\n_ = U(nil) }\nfunc g() {\ntype U int\nfunc() {\ntype V int }() }\ntype S[T any] int\nfunc (S[T]) m() {\ntype X = int }\nfunc main() {}\n",
    "alias.go": "package main\n\ntype A[P any] = []P\nfunc main() {}\n",
    "iface.go": "package main\n\ntype I interface {\nm() }\ntype J interface {\nm() }\ntype K interface {\nI\nJ }\nfunc main() {}\n",
    "unsafe.go": 'package main\n\nimport "unsafe"\nfunc main() {\nx := []int{1}\n_ = unsafe.SliceData(x)\n_ = unsafe.StringData("a")\n_ = unsafe.String(nil, 0)\n_ = unsafe.Slice(&x[0], 1) }\n',
    "shadowmin.go": "package main\n\nvar min = 1\nfunc main() {\n_ = min\n_ = max }\n",
    "errjoin.go": 'package main\n\nimport "errors"\nfunc main() {\n_ = errors.Join() }\n',
    "loopvar.go": "package main\n\nfunc main() {\nfor i := 0\ni < 3\ni++ {\ndefer func() {\nprintln(i) }() } }\n",
    "genrange.go": "package main\n\nfunc f[T ~int | ~int8](x T) {\nfor range x {} }\nfunc g[T ~[]int | ~[]string](x T) {\nfor range x {} }\nfunc main() {}\n",
    "inst.go": "package main\n\ntype T[P any] struct{}\nfunc (t T[P]) m(x P) {}\nfunc main() {\nvar t T\nt.m(1)\nT[int, int]{}\n_ = T{} }\n",
    "coreiface.go": "package main\n\nfunc f[T interface{\n[]int | []string }](x T) {\n_ = x[0]\nfor range x {} \nx = append(x, x...) }\nfunc g[T interface{\nfunc() | func(int) }](f T) {\nf() }\nfunc main() {}\n",
    "conv.go": "package main\n\nfunc f[T ~[]byte](t T) string {\nreturn string(t) }\nfunc g[T [4]int | [5]int](s []int) T {\nreturn T(s) }\nfunc main() {}\n",
}

# What the compiler refuses behind its type checker.
LIMITS = {
    "channels.go": "package main\n\nvar c, d chan [2 << 16]byte\n\ntype T [1 << 17]byte\n\nvar x chan<- T\n\nfunc main() { x = make(chan T); _ = make(chan struct{ v [65536]byte }); _ = make(chan [65535]byte) }\n",
    "arrays.go": "package main\n\ntype V [1 << 50]byte\n\nvar x [1 << 50]byte\n\nvar y [1<<50 - 1]struct{}\n\nfunc main() {}\n",
    "links.go": "package main\n\nimport _ \"unsafe\"\n\n//go:linkname foo a.b\n//go:linkname x ok\n//go:linkname x ok2\n//go:linkname T ok2\n  //go:linkname (T).m ok2\nvar x int\n\ntype T int\n\n"
                "func (T) m() {}\n\nfunc main() {}\n",
    "no_unsafe.go": "package main\n\n//go:linkname x ok\nvar x int\n\nfunc main() {}\n",
    "bodies.go": "package main\n\nfunc F()\n\n//go:noescape\nfunc f() {}\n\n//go:noinline\nvar x int\n\nfunc main() {}\n",
    "frames.go": "package main\n\ntype large struct{ b [1500000000]byte }\n\nfunc (x large) f1() int { return 5 }\n\nfunc f2(x large) (y int) { return 5 }\n\nfunc f3() (x large, i int) { return }\n\n"
                 "func f4(x *[1<<30 + 1e6]byte) byte {\n\tfor _, b := range *x {\n\t\treturn b\n\t}\n\treturn 0\n}\n\nfunc f5(x *[1<<30 - 1e6]byte) byte {\n\tfor _, b := range *x {\n\t\treturn b\n\t}\n\treturn 0\n}\n\n"
                 "func f6(x *[1<<30 + 1e6]byte) (sum int) {\n\tfor i := range *x {\n\t\tsum += i\n\t}\n\tfor range *x {\n\t}\n\treturn\n}\n\nfunc main() {}\n",
    "results.go": "package main\n\ntype big = [200 << 20]byte\n\n//go:noinline\nfunc h(i int) (a big) { a[i] = 1; return }\n\nfunc main() {\n\ta, b, c := h(1), h(2), h(3)\n\tprintln(a[1], b[1], c[1])\n}\n",
    "errors_first.go": "package main\n\nfunc F()\n\nvar c chan [2 << 16]byte\n\nvar x int = \"\"\n\nfunc main() {}\n",
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
    pathlib.Path(BUILT).unlink(missing_ok=True)  # go is silent about what is there already
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=240, env={**os.environ, **(environment or {})})
    return done.returncode, done.stdout, done.stderr


def varscope(*words, folder, **environment):
    return run(VARSCOPE, "check", *words, folder=folder, environment=environment)


def write(folder, files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def as_go_build(folder, words, expected):
    got = varscope(*words, folder=folder)
    check(f"check {' '.join(words)} as go build", (got[0] != 0, got[2]) == (expected[0] != 0, expected[2]), f"\n{got}\n{expected}")
    check(f"check {' '.join(words)} prints nothing else", got[1] == "" and got[0] in (0, 1), got)


def test_packages(folder):
    for name, files in PACKAGES.items():
        write(folder / name, files)
        real = run(GO, "build", "-o", BUILT, f"./{name}", folder=folder,
                   environment={"GO111MODULE": "off", "CGO_ENABLED": "0", "GOFLAGS": ""})
        as_go_build(folder, [f"./{name}"], real)
    for words in (["program/main.go", "program/helper.go"], ["program/main.go"], ["excluded/x.go"], ["mixed/x.go", "mixed/y.go"],
                  ["mixed/x.go", "program/main.go"]):
        real = run(GO, "build", "-o", BUILT, *words, folder=folder, environment={"GO111MODULE": "off", "CGO_ENABLED": "0"})
        as_go_build(folder, words, real)


MODULE_ENVIRONMENT = {"GO111MODULE": "on", "CGO_ENABLED": "0", "GOFLAGS": "", "GOPROXY": "off", "GOWORK": "off"}


def in_module(folder, *words, **environment):
    """varscope check beside go build; one package is compiled at a time, so that the order of messages is fixed."""
    real = run(GO, "build", "-p", "1", "-o", str(folder.parent / "built"), *words, folder=folder, environment={**MODULE_ENVIRONMENT, **environment})
    as_go_build(folder, words, real)


def test_modules(folder):
    folder.mkdir()
    for name, files in MODULES.items():
        root = folder / name
        write(root, files)
        for package in sorted({pathlib.Path(file).parent for file in files if file.endswith(".go")}):
            if "other" not in package.parts and "sub" not in package.parts and "vendor" not in package.parts:
                in_module(root, f"./{package}")
    members = {"go.mod": SHOP, "o/o.go": MEMBERS}
    for number, use in enumerate(["\n".join(USES)] + USES):
        members[f"s{number}/a.go"] = ("package s\n\nimport \"example.com/shop/o\"\n\ntype myI interface{ undo() }\n\nfunc f(e o.E, p *o.E, pi *o.I, i o.I, j o.J, m o.Emb, g o.G[int], s string) {\n" + use + "\n}\n")
    write(folder / "members", members)
    for number in range(len(USES) + 1):
        in_module(folder / "members", f"./s{number}")
    in_module(folder / "good", "cmd/main.go")
    in_module(folder / "good", "wrong/main.go")
    in_module(folder / "internal", "x/in/a.go")
    in_module(folder / "internal", "y/a.go")
    in_module(folder / "missing", "over/a.go")
    real = run(GO, "build", "-gcflags=-m", "-o", str(folder / "built"), "./cart", folder=folder / "good", environment=MODULE_ENVIRONMENT)
    as_go_build(folder / "good", ["-m", "--lang", "go1.19", "./cart"], real)
    got = varscope("good/cmd", "good/wrong", folder=folder)
    check("modules from outside", got[0] == 1 and got[2].startswith("# example.com/shop/wrong\ngood/wrong/main.go:10:") and got[2].count("\n") == 6, got)
    # A folder of Go's own library.
    library = run(GO, "env", "GOROOT", folder=folder)[1].strip() + "/src/strings"
    got = varscope(library, folder=folder)
    check("a package of the library", got == (0, "", ""), got)
    got = varscope("nested/sub/p", folder=folder)
    check("a module in a module", got == (0, "", ""), got)
    got = varscope("missing/files", folder=folder, GO111MODULE="off")
    check("GO111MODULE=off", got[0] == 1 and "to add it" not in got[2], got)


def test_workspaces(folder):
    write(folder, WORKSPACE)
    for package in ("a", "a/ok", "a/old", "a/int", "b/in", "b/gen", "c/p"):
        in_module(folder, f"./{package}", GOWORK="")
    in_module(folder, "a/int/a.go", GOWORK="")
    in_module(folder / "a", ".", GOWORK="")
    in_module(folder / "a", "./ok", GOWORK="")
    in_module(folder / "c", "./p", GOWORK="")
    for text in WRONG_WORK:
        (folder / "go.work").write_text(text)
        in_module(folder, "./a/ok", GOWORK="")
    got = varscope("a/ok", folder=folder, GOWORK="off")
    check("GOWORK=off", got[0] == 1 and "no required module provides package example.com/b/in" in got[2], got)


def test_module_files(folder):
    folder.mkdir()
    for number, text in enumerate(IMPORTS):
        write(folder / f"import{number}", {"go.mod": SHOP, "p/a.go": f"package p\n\nimport {text}\n"})
        in_module(folder / f"import{number}", "./p")
    for number, text in enumerate(GO_MODS):
        write(folder / f"mod{number}", {"go.mod": text, "p/a.go": "package p\n\nvar x int = \"\"\n"})
        in_module(folder / f"mod{number}", "./p")
    write(folder / "newer", {"go.mod": "module m\n\ngo 1.99\n", "p/a.go": "package p\n\nvar x int = \"\"\n", "q/a.go": "package q\n\nimport _ \"m/p\"\n", "r/a.go": "package r\n"})
    for package in "pqr":
        in_module(folder / "newer", f"./{package}")
    # Go 1.19 knows no later versions; other modules are fetched by the go command alone.
    for version in ("1.21", "1.21.3", "1.23rc1\ntoolchain go1.23.2"):
        write(folder / version[:4], {"go.mod": f"module m\ngo {version}\n", "p/a.go": "package p\n\nvar x = min(1, 2)\n\nfunc f() {\n\tfor range 3 {\n\t}\n}\n"})
        got = varscope(f"{version[:4]}/p", folder=folder)
        check(f"go {version}", got[0] == 0 if "1.23" in version else got[0] == 1 and "cannot range over 3" in got[2] and got[2].count("\n") == 2, got)
    write(folder / "far", {"go.mod": "module m\ngo 1.19\nrequire Example.com/Tax v1.2.3\n", "p/a.go": "package p\n\nimport \"Example.com/Tax/rate\"\n\nvar x string = rate.Of(1)\n"})
    got = varscope("p", folder=folder / "far", GOMODCACHE=str(folder / "cache"))
    check("a module that was not fetched", got[0] == 1 and got[2].startswith("p/a.go:3:8: module Example.com/Tax@v1.2.3, which provides package Example.com/Tax/rate"), got)
    write(folder / "cache", {"!example.com/!tax@v1.2.3/rate/a.go": "package rate\n\nfunc Of(x int) int { return x }\n"})
    got = varscope("p", folder=folder / "far", GOMODCACHE=str(folder / "cache"))
    check("a module from the cache", got[0] == 1 and "cannot use rate.Of(1) (value of type int) as type string" in got[2], got)


def test_languages(folder):
    for name, (text, complaint) in LANGUAGES.items():
        (folder / name).write_text(text)
        check(f"{name} in current Go", varscope(name, folder=folder) == (0, "", ""), varscope(name, folder=folder))
        got = varscope("--lang", "go1.19", name, folder=folder)
        check(f"{name} in go1.19", got[0] == 1 and complaint in got[2], got)
    for name, text in OLD.items():
        (folder / name).write_text(text)
        for version in ("go1.18", "go1.17", "go1.16", "go1.12", "go1.8"):
            real = run(GO, "build", "-o", BUILT, f"-gcflags=-lang={version}", name, folder=folder, environment={"GO111MODULE": "off"})
            got = varscope("--lang", version, name, folder=folder)
            check(f"{name} in {version}", (got[0] != 0, got[2]) == (real[0] != 0, real[2]), f"\n{got}\n{real}")
    for name, text in {**NEWER, **LIMITS}.items():
        (folder / name).write_text(text)
        real = run(GO, "build", "-o", str(folder / "built"), name, folder=folder, environment={"GO111MODULE": "off"})
        as_go_build(folder, ["--lang", "go1.19", name], real)
    # Since go1.21 a file may set its own version, but no older one than that.
    ranges = "package main\n\nfunc main() {\n\tfor range 3 {\n\t}\n}\n"
    for line, version, good in (("go1.22", "go1.21", True), ("go1.22", "go1.19", False), ("go1.18", "go1.22", False), ("linux && go1.22 || go1.23", "go1.21", True),
                                ("!go1.18", "go1.22", True), ("linux", "go1.22", True), ("go1.22 || linux", "go1.21", False)):
        (folder / "file_version.go").write_text(f"//go:build {line}\n\n{ranges}")
        got = varscope("--lang", version, "file_version.go", folder=folder)
        check(f"//go:build {line} in {version}", (got[0] == 0) == good and ("cannot range over 3" in got[2]) != good, got)
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
                real = run(GO, "build", "-o", BUILT, f"-gcflags={flags}", *words, folder=folder, environment=environment)
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
    test_modules(root / "modules")
    test_workspaces(root / "work")
    test_module_files(root / "module_files")
    test_languages(root)
    test_long_sums(root)
    test_python(root)
    test_decisions(root)
    test_bad_paths(root)
pathlib.Path(BUILT).unlink(missing_ok=True)
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
