//go:build go1.18

// A file that asks for no more than go1.21 has the loops of that version: one variable for all rounds.
package main

import "fmt"

func main() {
	var all []func() int
	for i := 0; i < 3; i++ {
		all = append(all, func() int { return i })
	}
	for i := range []string{"a", "b"} {
		all = append(all, func() int { return 10 + i })
	}
	for _, f := range all {
		fmt.Print(f(), " ")
	}
	fmt.Println() // expect: 3 3 3 11 11 
}
