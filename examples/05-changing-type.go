package main

import "fmt"

// The type belongs to the variable. Another type needs another variable, with bytes of its own;
// var1 = "forty-two" would not compile.
func main() {
	var var1 int = 42
	fmt.Printf("%v %T %p\n", var1, var1, &var1)
	var var2 string = "forty-two"
	fmt.Printf("%v %T %p\n", var2, var2, &var2)
	var1 = len(var2)
	fmt.Printf("%v %T %p\n", var1, var1, &var1)
}
