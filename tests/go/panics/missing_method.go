package main

type T struct{}

func main() {
	var x interface{} = T{}
	println(x.(error).Error())
}

// status: 2
// expect-error: panic: interface conversion: main.T is not error: missing method Error
