package main

func main() {
	n := -1
	println(1 << n)
}

// status: 2
// expect-error: panic: runtime error: negative shift amount
