package main

func f(n int) int { return f(n+1) + 1 }

func main() {
	println(f(0))
}

// status: 2
// expect-error: runtime: goroutine stack exceeds 1000000000-byte limit
// expect-error: fatal error: stack overflow
// expect-error: ...additional frames elided...
// no-reference: Go shows its own runtime's stack too
