package main

func main() {
	list := []int{1, 2, 3}
	println((*[4]int)(list)[0])
}

// status: 2
// expect-error: panic: runtime error: cannot convert slice with length 3 to pointer to array with length 4
