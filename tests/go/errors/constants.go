// Constants that do not fit into their type.
package main

const big = 1 << 100

var (
	a uint8   = 256
	b int8    = -129
	c int     = big
	d float32 = 1e39
	e int     = 1.5
	f         = 10 / 0
	g uint    = -1
	h         = "abc"[5]
	i         = [3]int{1, 2, 3}[3]
)

func main() {}

// expect-error: constants.go:7:14: cannot use 256 (untyped int constant) as uint8 value in variable declaration (overflows)
// expect-error: constants.go:8:14: cannot use -129 (untyped int constant) as int8 value in variable declaration (overflows)
// expect-error: constants.go:9:14: cannot use big (untyped int constant 1267650600228229401496703205376) as int value in variable declaration (overflows)
// expect-error: constants.go:10:14: cannot use 1e39 (untyped float constant 1e+39) as float32 value in variable declaration (overflows)
// expect-error: constants.go:11:14: cannot use 1.5 (untyped float constant) as int value in variable declaration (truncated)
// expect-error: constants.go:12:19: invalid operation: division by zero
// expect-error: constants.go:13:14: cannot use -1 (untyped int constant) as uint value in variable declaration (overflows)
// expect-error: constants.go:14:20: invalid argument: index 5 out of bounds [0:3]
// expect-error: constants.go:15:30: invalid argument: index 3 out of bounds [0:3]
// status: 1
