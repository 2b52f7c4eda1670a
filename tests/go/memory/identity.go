package main

import "fmt"

var before [8]string

func main() {
	var var1 int
	var1 = 1
	first := fmt.Sprint(&var1)
	var1 = 2
	second := fmt.Sprint(&var1)
	fmt.Println(var1, first == second)
	var var2 int
	var2 = var1
	fmt.Println(var2, fmt.Sprint(&var2) == first)
	seen := map[string]bool{}
	for i := 0; i < 3; i++ {
		v := i
		seen[fmt.Sprint(&v)] = true
	}
	fmt.Println(len(seen))
	fmt.Println(fmt.Sprintf("%p", &var1) == first, first[:4])
}

// expect: 2 true
// expect: 2 false
// expect: 3
// expect: true 0xc0
