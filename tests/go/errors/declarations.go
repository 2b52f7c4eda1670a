// Names that are declared twice, or not at all.
package main

import "fmt"

type T struct {
	a int
	a string
}

func (t T) m()  {}
func (t *T) m() {}

var v = 1
var v = 2

func main() {
	x := 1
	x := 2
	fmt.Println(x, unknown, fmt.Unknown)
	var t T
	t.missing = 1
	t.M()
	init()
}

// expect-error: declarations.go:8:2: a redeclared
// expect-error: declarations.go:7:2: other declaration of a
// expect-error: declarations.go:12:13: T.m redeclared in this block
// expect-error: declarations.go:11:12: other declaration of m
// expect-error: declarations.go:15:5: v redeclared in this block
// expect-error: declarations.go:14:5: other declaration of v
// expect-error: declarations.go:19:4: no new variables on left side of :=
// expect-error: declarations.go:20:17: undefined: unknown
// expect-error: declarations.go:20:30: undefined: fmt.Unknown
// expect-error: declarations.go:22:4: t.missing undefined (type T has no field or method missing)
// expect-error: declarations.go:23:4: t.M undefined (type T has no field or method M, but does have m)
// expect-error: declarations.go:24:2: undefined: init
// status: 1
