package main

import "fmt"

func f(s []int, i int) int {
	return s[i]
}

func main() {
	s := []int{1, 2, 3}
	fmt.Println(f(s, 2))
	fmt.Println(f(s, 5))
}

// status: 2
// expect: 3
// expect-error: panic: runtime error: index out of range [5] with length 3
// expect-error: goroutine 1 [running]:
// expect-error: main.main()
// no-reference: Go's compiler inlines f and shows no arguments
