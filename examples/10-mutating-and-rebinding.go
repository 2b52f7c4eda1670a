package main

import "fmt"

// An array is a value: a function gets a copy of all of its bytes. To change the caller's, hand over its address.
func mutateCopy(numbers [3]int) [3]int {
	numbers[0] = 100
	return numbers
}

func mutate(numbers *[3]int) {
	numbers[0] = 100
}

func main() {
	values := [3]int{1, 2, 3}
	before := &values
	fmt.Println(mutateCopy(values), values)
	mutate(&values)
	fmt.Println(values, &values == before)
	values = [3]int{7, 8, 9}
	fmt.Println(values, &values == before)
}
