package main

import "fmt"

func main() {
	defer func() { panic(fmt.Sprint("again ", recover())) }()
	panic(fmt.Errorf("an error %d", 5))
}

// status: 2
// expect-error: panic: an error 5 [recovered]
// expect-error: 	panic: again an error 5
