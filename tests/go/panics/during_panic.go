package main

func main() {
	defer func() { panic("second") }()
	panic("first")
}

// status: 2
// expect-error: panic: first
// expect-error: 	panic: second
