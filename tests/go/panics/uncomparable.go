package main

func main() {
	var x, y interface{} = []int{}, []int{}
	println(x == y)
}

// status: 2
// expect-error: panic: runtime error: comparing uncomparable type []int
