package main

import "fmt"

// A variable stays in its function's frame unless its address outlives the call. `varscope symbols` says which is where, and why.
func sum(limit int) int {
	total := 0
	for i := 1; i <= limit; i++ {
		total += i
	}
	return total
}

func make3() *int {
	escaped := 3
	return &escaped
}

func main() {
	fmt.Println(sum(10))
	first := make3()
	second := make3()
	fmt.Println(*first, *second, first == second)
	*first = 4
	fmt.Println(*first, *second)
}
