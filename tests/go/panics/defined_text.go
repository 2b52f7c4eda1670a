package main

type reason string

func main() {
	panic(reason("because"))
}

// status: 2
// expect-error: panic: main.reason("because")
