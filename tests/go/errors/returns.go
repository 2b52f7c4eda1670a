// Functions that end without a result, or with the wrong ones.
package main

func none() int {
}

func some(n int) int {
	if n > 0 {
		return 1
	}
}

func loop() int {
	for {
		break
	}
}

func fine(n int) int {
	for {
		if n > 3 {
			return n
		}
		n++
	}
}

func three() (int, string, error) {
	return 1, "a"
}

func nothing() {
	return 1
}

func main() {
	return
}

// expect-error: returns.go:5:1: missing return
// expect-error: returns.go:11:1: missing return
// expect-error: returns.go:17:1: missing return
// expect-error: returns.go:29:12: not enough return values
// expect-error: have (number, string)
// expect-error: want (int, string, error)
// expect-error: returns.go:33:9: too many return values
// expect-error: have (number)
// expect-error: want ()
// status: 1
