package main

func main() {
	panic(1.5)
}

// status: 2
// expect-error: panic: +1.500000e+000
