package main

import "fmt"

func main() {
	defer func() {
		r := recover()
		fmt.Println("recovered:", r)
		panic(fmt.Sprint("again ", r))
	}()
	var list []int
	list[0] = 1
}

// expect: recovered: runtime error: index out of range [0] with length 0
// status: 2
// expect-error: panic: runtime error: index out of range [0] with length 0 [recovered]
// expect-error: 	panic: again runtime error: index out of range [0] with length 0
