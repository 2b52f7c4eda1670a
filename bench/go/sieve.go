package main

import "fmt"

const limit = 5000000

var flags [limit]bool

func main() {
	count := 0
	for i := 2; i < limit; i++ {
		if !flags[i] {
			count++
			for j := i * i; j < limit; j += i {
				flags[j] = true
			}
		}
	}
	fmt.Println(count)
}
