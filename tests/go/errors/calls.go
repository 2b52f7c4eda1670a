// Calls with the wrong arguments, and results that nobody takes.
package main

func one(n int) int           { return n }
func many(s string, n ...int) {}

func main() {
	one()
	one(1, 2)
	one("x")
	many("x", 1, "y")
	many("x", []string{}...)
	one(1).field()
	len("abc")
	x := many("x")
	n := 5
	n()
}

// expect-error: calls.go:8:2: not enough arguments in call to one
// expect-error: have ()
// expect-error: want (int)
// expect-error: calls.go:9:9: too many arguments in call to one
// expect-error: have (number, number)
// expect-error: want (int)
// expect-error: calls.go:10:6: cannot use "x" (untyped string constant) as int value in argument to one
// expect-error: calls.go:11:15: cannot use "y" (untyped string constant) as int value in argument to many
// expect-error: calls.go:12:12: cannot use []string{} (value of type []string) as type []int in argument to many
// expect-error: calls.go:13:9: one(1).field undefined (type int has no field or method field)
// expect-error: calls.go:14:2: len("abc") (constant 3 of type int) is not used
// expect-error: calls.go:15:7: many("x") (no value) used as value
// expect-error: calls.go:17:2: invalid operation: cannot call non-function n (variable of type int)
// status: 1
