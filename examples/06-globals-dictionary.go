package main

import "fmt"

// A package variable has a fixed place in the data segment. No dictionary of names exists while the program runs;
// the only way to it, apart from its name, is its address.
var var1 int = 1

func main() {
	address := &var1
	fmt.Println(var1, address == &var1)
	*address = 2
	fmt.Println(var1, address == &var1)
}
