// Cases that come twice or do not fit.
package main

func main() {
	n := 1
	switch n {
	case 1, 2, 1:
	case "a":
	case 1.5:
	default:
	default:
	}
	switch {
	case n:
	}
	f := func() {}
	switch f {
	case nil:
	}
	var x interface{}
	switch y := x.(type) {
	case int, int:
	case undefined:
	}
}

// expect-error: switches.go:7:13: duplicate case 1 (constant of type int) in expression switch
// expect-error: switches.go:7:7: previous case
// expect-error: switches.go:8:7: cannot convert "a" (untyped string constant) to int
// expect-error: switches.go:9:7: 1.5 (untyped float constant) truncated to int
// expect-error: switches.go:11:2: multiple defaults (first at
// expect-error: switches.go:14:7: invalid case n in switch on true (mismatched types int and bool)
// expect-error: switches.go:21:9: y declared but not used
// expect-error: switches.go:22:12: duplicate case int in type switch
// expect-error: switches.go:22:7: previous case
// expect-error: switches.go:23:7: undefined: undefined
// status: 1
