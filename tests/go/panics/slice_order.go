package main

func main() {
	list := []int{1, 2, 3}
	from, to := 2, 1
	println(len(list[from:to]))
}

// status: 2
// expect-error: panic: runtime error: slice bounds out of range [2:1]
