package main

func main() {
	text := "abc"
	from, to := 2, 9
	println(text[from:to])
}

// status: 2
// expect-error: panic: runtime error: slice bounds out of range [:9] with length 3
