package main

func main() {
	var x interface{} = "text"
	number, ok := x.(int)
	println(number, ok)
	println(x.(int))
}

// status: 2
// expect-error: 0 false
// expect-error: panic: interface conversion: interface {} is string, not int
