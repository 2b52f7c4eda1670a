// Untyped arguments of a type parameter: since Go 1.21 the largest kind among them counts.
package main

func pick[T any](a, b T) T { return a }

func main() {
	var x float64 = pick(1, 2.5)
	var y rune = pick(1, 'a')
	_, _ = x, y
	pick("a", 1)
}

// no-reference: newer Go
// expect-error: inference.go:10:12: mismatched types untyped string and untyped int (cannot infer T)
// status: 1
