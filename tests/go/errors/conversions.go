// Conversions that there are not.
package main

type T struct{ a int }
type U struct{ b int }

func main() {
	s := "12"
	_ = int(s)
	_ = string(1.5)
	_ = T(U{})
	_ = []int(s)
	_ = bool(1)
	_ = uint8(300)
	_ = float64("1")
	_ = (*int)(nil)
	_ = int()
	_ = T{1, 2}
	_ = T{c: 1}
}

// expect-error: conversions.go:9:10: cannot convert s (variable of type string) to type int
// expect-error: conversions.go:10:13: cannot convert 1.5 (untyped float constant) to type string
// expect-error: conversions.go:11:8: cannot convert U{} (value of type U) to type T
// expect-error: conversions.go:12:12: cannot convert s (variable of type string) to type []int
// expect-error: conversions.go:13:11: cannot convert 1 (untyped int constant) to type bool
// expect-error: conversions.go:14:12: cannot convert 300 (untyped int constant) to type uint8
// expect-error: conversions.go:15:14: cannot convert "1" (untyped string constant) to type float64
// expect-error: conversions.go:17:6: missing argument in conversion to int
// expect-error: conversions.go:18:11: too many values in T{…}
// expect-error: conversions.go:19:8: unknown field 'c' in struct literal of type T
// expect-error: conversions.go:19:8: too many errors
// status: 1
