package main

import "fmt"

// Inside of a function, names are offsets into its frame. A parameter is a variable of the callee:
// assigning to it leaves the caller's variable as it was.
func measure(width, height int) int {
	area := width * height
	width = 0
	height = 0
	return area
}

func main() {
	width := 3
	height := 4
	fmt.Println(measure(width, height))
	fmt.Println(width, height)
}
