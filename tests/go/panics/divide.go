package main

func main() {
	a, b := 1, 0
	println(a / b)
}

// status: 2
// expect-error: panic: runtime error: integer divide by zero
