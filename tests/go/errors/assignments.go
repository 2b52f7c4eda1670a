// Values where they do not fit.
package main

type Celsius float64

func pair() (int, string) { return 1, "a" }

func main() {
	var n int = "text"
	var s string = 1
	n, s = 1
	a, b := pair(), 2
	var c Celsius = float64(1)
	const k = 10
	k = 20
	5 = n
	s += 1
	_, _, _, _, _ = n, s, a, b, c
}

// expect-error: assignments.go:9:14: cannot use "text" (untyped string constant) as int value in variable declaration
// expect-error: assignments.go:10:17: cannot use 1 (untyped int constant) as string value in variable declaration
// expect-error: assignments.go:11:9: assignment mismatch: 2 variables but 1 value
// expect-error: assignments.go:12:10: multiple-value pair() (value of type (int, string)) in single-value context
// expect-error: assignments.go:13:18: cannot use float64(1) (constant 1 of type float64) as type Celsius in variable declaration
// expect-error: assignments.go:15:2: cannot assign to k (untyped int constant 10)
// expect-error: assignments.go:16:2: cannot assign to 5 (untyped int constant)
// expect-error: assignments.go:17:2: invalid operation: s += 1 (mismatched types string and untyped int)
// status: 1
