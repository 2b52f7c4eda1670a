package main

func main() {
	var m map[string]int
	println(m["a"], len(m))
	m["a"] = 1
}

// status: 2
// expect-error: 0 0
// expect-error: panic: assignment to entry in nil map
