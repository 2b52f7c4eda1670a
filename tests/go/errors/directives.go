// Directives for the compiler that stand where they mean nothing.
package main

//go:noinline
var x int

//go:nosplit
func f() int { return x }

func main() {
	//go:noinline
	x = f() //go:noinline
}

//go:noinline

// expect-error: directives.go:11:4: misplaced compiler directive
// expect-error: directives.go:12:12: misplaced compiler directive
// expect-error: directives.go:15:3: misplaced compiler directive
// status: 1
