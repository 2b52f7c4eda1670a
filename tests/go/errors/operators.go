// Operators on types that do not have them.
package main

type point struct{ x, y int }

func main() {
	var i int
	var f float64
	var s string
	var p point
	var m map[string]int
	_ = i + f
	_ = s - s
	_ = p < p
	_ = m == m
	_ = !i
	_ = i && true
	_ = -s
	_ = f % 2
	_ = 1 << f
}

// expect-error: operators.go:12:6: invalid operation: i + f (mismatched types int and float64)
// expect-error: operators.go:13:6: invalid operation: operator - not defined on s (variable of type string)
// expect-error: operators.go:14:6: invalid operation: p < p (operator < not defined on struct)
// expect-error: operators.go:15:6: invalid operation: m == m (map can only be compared to nil)
// expect-error: operators.go:16:7: invalid operation: operator ! not defined on i (variable of type int)
// expect-error: operators.go:17:6: invalid operation: i && true (mismatched types int and untyped bool)
// expect-error: operators.go:18:7: invalid operation: operator - not defined on s (variable of type string)
// expect-error: operators.go:19:6: invalid operation: operator % not defined on f (variable of type float64)
// expect-error: operators.go:20:11: invalid operation: shift count f (variable of type float64) must be integer
// status: 1
