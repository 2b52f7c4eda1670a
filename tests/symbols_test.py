"""Sizes, alignments, offsets and places that `varscope symbols` shows, beside those of real Go.

    symbols_test.py VARSCOPE

A program with types of all sorts is shown; from the tables a Go program is written that asks unsafe.Sizeof, Alignof and Offsetof about
every type, field and variable in them, and what it prints must be what the tables say. The variables that the tables place on the heap
must be those of which `go build -gcflags='-m -l'` says "moved to heap"."""
import os
import subprocess
import sys
import tempfile

PROGRAM = """package main

import (
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

type Small struct {
	a bool
	b int64
	c bool
}
type Word uint16
type Pair[K comparable, V any] struct {
	key K
	val V
}
type Ends struct {
	n    int32
	last struct{}
}
type All struct {
	flag                        bool
	inner                       Small
	numbers                     [3]int16
	table                       map[string]Pair[string, int8]
	text                        string
	list                        []Word
	any                         interface{}
	call                        func(int) string
	real                        float32
	both                        complex128
	word                        Word
	nested                      [2]struct{ x, y int8; z uint32 }
	ends                        Ends
	wait                        chan *Small
	small                       uint8
	pointer                     *Pair[int8, Ends]
}
type Nothing struct{}
type OnlyNothing struct {
	a, b Nothing
	c    [0]int64
}
type Leading struct {
	a [0]int64
	b int8
}
type Trailing struct {
	a int64
	b [0]int64
}
type TwoEnds struct {
	a int8
	b Ends
	c Trailing
	d struct{}
}
type Embeds struct {
	Small
	*All
	Word
	error
	fmt.Stringer
}
type Complexes struct {
	a int8
	b complex64
	c int8
	d complex128
	e int8
}
type Grid [3][5]Small
type Cube [2]Grid
type Empty [0]All
type Blank struct {
	_ int8
	x int32
	y int8
}
type Shape interface {
	Area() float64
	io.Reader
}
type List[T any] struct {
	head, tail *Node[T]
	length     int32
}
type Node[T any] struct {
	next  *Node[T]
	flag  bool
	value T
	after bool
}
type Tree[K comparable, V any] struct {
	left, right *Tree[K, V]
	pair        Pair[K, V]
	red         bool
}
type Functions struct {
	f func(a, b int) (c string, err error)
	g [2]func()
	h func(...Small)
}
type Channels struct {
	in   <-chan int
	out  chan<- Small
	both chan struct{}
	tag  int8
}
type Maps struct {
	m map[[2]string]map[Word][]byte
	b byte
	r rune
	p unsafe.Pointer
	u uintptr
}
type Celsius float32
type Matrix[T any, Row any] struct {
	rows [4]Row
	last T
}
type Tagged struct {
	name string `json:"name"`
	kind uint8  `json:"kind"`
	id   uint64
	ok   bool
}
type Guarded struct {
	sync.Mutex
	all    sync.RWMutex
	done   sync.WaitGroup
	once   sync.Once
	small  int8
	count  atomic.Int64
	ready  atomic.Bool
	value  atomic.Value
	text   strings.Builder
	source strings.Reader
	since  time.Duration
	at     time.Time
	sorted sort.IntSlice
	wrong  error
}

var (
	cube      Cube
	table     map[Small]Tagged
	generator func() Small
	celsius   Celsius
	failure   = errors.New("failure")
)

func keep(p *Small) *Small { return p }

func variables(count int, names ...string) (sum int, err error) {
	kept, moved, captured, later := Small{}, Small{}, 1, 2
	var list List[Small]
	var tree Tree[string, Pair[int8, Word]]
	var matrix Matrix[Celsius, [3]int16]
	var shape Shape
	var values [4]TwoEnds
	var inner = struct {
		a int8
		b []Small
		c int8
	}{}
	large := [1 << 20]int64{}
	_, _ = list.length, tree.red
	_, _, _, _ = matrix.last, shape, values, inner
	keep(&kept)
	table = map[Small]Tagged{*keep(&moved): {}}
	escaping = &moved
	generator = func() Small { captured++; return Small{b: int64(later)} }
	return captured + int(large[count]), nil
}

func more(p int) (r Small) {
	var big [2 << 20]int64
	pointer = &p
	escaping = &r
	return Small{b: big[p]}
}

var escaping *Small
var pointer *int

func main() {
	var all All
	var guarded Guarded
	var a OnlyNothing
	var b Leading
	var c Embeds
	var d Complexes
	var e Empty
	var f Blank
	var g Functions
	var h Channels
	var i Maps
	var j *Node[Celsius]
	pair := Pair[Word, [5]int8]{key: 1}
	println(all.flag, pair.key, guarded.small, len(a.c), b.b, c.Word, d.a, len(e), f.x, g.f == nil, h.tag, i.b, j == nil)
	variables(1)
	more(1)
}
"""


def tables(text):
    """Each scope with its rows, as dictionaries by column."""
    found, scope, columns = [], None, None
    for line in text.splitlines():
        if line.startswith("│"):
            cells = [cell.strip() for cell in line.strip("│").split("│")]
            cells = [cell.replace(",", "") if cell.replace(",", "").isdigit() else cell for cell in cells]
            if columns is None:
                columns = cells
            else:
                found.append((scope, dict(zip(columns, cells))))
        elif line and line[0] not in "┌├└":
            scope, columns = line, None
    return found


def is_own(name):
    """Types of the library have unexported names inside; only what they are to our own is asked."""
    return "." not in name.replace("main.", "")


def questions(rows):
    """Pairs of a Go expression and the number that it must have."""
    for scope, row in rows:
        name = row["name"].replace("main.", "")
        kind = row.get("type", "").replace("main.", "")
        if scope == "types" and is_own(row["name"]):
            yield f"unsafe.Sizeof(*new({name}))", row["size"]
            yield f"unsafe.Alignof(*new({name}))", row["align"]
        elif scope.startswith("struct") and row["kind"] == "field" and is_own(scope) and name != "_":
            owner = scope.replace("struct main.", "").replace("main.", "")
            offset = row["place"].split()[-1]
            yield f"unsafe.Offsetof(new({owner}).{name})", offset
            yield f"unsafe.Sizeof(new({owner}).{name})", row["size"]
            yield f"unsafe.Alignof(new({owner}).{name})", row["align"]
        elif row["kind"] in ("var", "param", "result"):
            yield f"unsafe.Sizeof(*new({kind}))", row["size"]
            yield f"unsafe.Alignof(*new({kind}))", row["align"]


def places_are_right(rows, path):
    """What lies on the heap, and why, as the compiler says it without inlining."""
    ours = {(int(row["line"]), row["place"].removeprefix("heap: ")) for _, row in rows if row.get("place", "").startswith("heap: ")}
    said = subprocess.run(["go", "build", "-gcflags=-m -l", "-o", path + ".out", path], capture_output=True, text=True).stderr
    lines = [line.split(":", 3) for line in said.splitlines() if "moved to heap" in line]
    real = {(int(parts[1]), parts[3].strip()) for parts in lines}
    if ours != real:
        print(f"on the heap: {sorted(ours)}, not {sorted(real)}")
    return ours == real and len(ours) >= 4


def padding_is_right(rows):
    """Fields and padding of a struct lie side by side and fill it."""
    sizes = {row["name"]: int(row["size"].split()[0]) for scope, row in rows if scope == "types"}
    ends = {}
    for scope, row in rows:
        if not scope.startswith("struct"):
            continue
        offset = int(row["place"].split()[-1])
        if offset != ends.get(scope, 0):
            print(f"{scope}: {row} does not begin at {ends.get(scope, 0)}")
            return False
        ends[scope] = offset + int(row["size"].split()[0])
    for scope, end in ends.items():
        if end != sizes[scope.removeprefix("struct ")]:
            print(f"{scope} ends at {end}")
            return False
    return len(ends) >= 6


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "types.go")
        with open(path, "w") as file:
            file.write(PROGRAM)
        shown = subprocess.run([sys.argv[1], "symbols", path], capture_output=True, text=True,
                               env={**os.environ, "COLUMNS": "200"})
        rows = tables(shown.stdout)
        asked = list(questions(rows))
        if len(asked) < 350 or not padding_is_right(rows):
            print(shown.stdout, shown.stderr, f"{len(asked)} questions")
            return 1
        with open(os.path.join(folder, "ask.go"), "w") as file:
            file.write(PROGRAM.split("func main")[0])
            lines = [f"\tprintln({expression})" for expression, _ in asked]
            file.write("func main() {\n" + "\n".join(lines) + "\n}\n")
        try:
            real = subprocess.run(["go", "run", os.path.join(folder, "ask.go")], capture_output=True, text=True)
        except FileNotFoundError:
            return 77
        if not places_are_right(rows, path):
            return 1
        answers = real.stderr.split()
        wrong = [f"{expression} is {answer}, not {said}"
                 for (expression, said), answer in zip(asked, answers) if said.split()[0] != answer]
        print("\n".join(wrong) or f"{len(answers)} sizes, alignments and offsets agree")
        return 1 if wrong or len(answers) != len(asked) else 0


sys.exit(main())
