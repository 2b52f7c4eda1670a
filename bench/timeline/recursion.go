package main

// Deep recursion, over and over: 10,000 calls down and back.
func down(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + down(n-1)
}

func main() {
	for i := 0; i < 500; i++ {
		down(10000)
	}
}
