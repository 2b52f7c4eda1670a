package main

import "fmt"

func main() {
	var var1 int
	var var2 int
	var1 = 999
	fmt.Println(var1, &var1)
	var2 = var1
	fmt.Println(var2, &var2)
}
