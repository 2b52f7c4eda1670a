package main

import "fmt"

// A pointer is a variable whose value is an address. Copying it copies the address: what Python does in every assignment.
func main() {
	var box int = 1
	var pointer *int = &box
	alias := pointer
	*alias = 2
	fmt.Println(box, *pointer, *alias, pointer == alias)
	fmt.Println(&box, pointer, alias)
}
