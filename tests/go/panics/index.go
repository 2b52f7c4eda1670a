package main

func main() {
	list := []int{1, 2, 3}
	i := 5
	println("before")
	println(list[i])
}

// status: 2
// expect-error: before
// expect-error: panic: runtime error: index out of range [5] with length 3
