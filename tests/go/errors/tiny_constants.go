// A divisor whose square is too small for any exponent counts as zero.
package main

var _ = 1 / 1e-600000000i                  // expect-error: tiny_constants.go:4:13: invalid operation: division by zero
var _ = 1i / 1e-600000000                  // expect-error: tiny_constants.go:5:14: invalid operation: division by zero
var _ = 1i / (1e-600000000 + 1e-600000000i) // expect-error: tiny_constants.go:6:14: invalid operation: division by zero
var _ = 1e-600000000i * 1e-600000000i

func main() {}

// status: 1
