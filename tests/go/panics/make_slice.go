package main

func main() {
	n := -1
	println(len(make([]int, n)))
}

// status: 2
// expect-error: panic: runtime error: makeslice: len out of range
