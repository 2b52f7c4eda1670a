// Comparisons and conversions that Go does not define.
package main

func small[T ~int8 | ~int16]() T { return T(1000) }

func main() {
	_ = nil == nil
	_ = [2]func(){} == [2]func(){}
	_ = 1i / 1e-600000000i
	var t struct{ _ int }
	_ = t._
}

// expect-error: comparisons.go:7:13: invalid operation: nil == nil (operator == not defined on untyped nil)
// expect-error: comparisons.go:8:6: invalid operation: [2]func(){} == [2]func(){} ([2]func() cannot be compared)
// expect-error: comparisons.go:9:11: invalid operation: division by zero
// status: 1
