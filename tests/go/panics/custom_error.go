package main

import "fmt"

type failure struct{ code int }

func (f failure) Error() string { return fmt.Sprint("failure ", f.code) }

func main() {
	panic(failure{3})
}

// status: 2
// expect-error: panic: failure 3
