package main

import "fmt"

type point struct {
	x, y float64
}

// A declaration reserves the bytes and sets them to zero: every variable can be read before it was assigned.
func main() {
	var count int
	var ratio float64
	var done bool
	var name string
	var address *int
	var grid [3]uint8
	var origin point
	fmt.Println(count, ratio, done, address, grid, origin)
	fmt.Printf("%q %d\n", name, len(name))
	fmt.Println(&count)
	count = 1
	fmt.Println(count, &count)
}
