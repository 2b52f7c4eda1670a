package main

import "fmt"

func main() {
	var var1 int
	var1 = 1
	fmt.Println(var1, &var1)
	var1 = 2
	fmt.Println(var1, &var1)
}
