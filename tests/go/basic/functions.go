package main

import "fmt"

func add(a, b int) int { return a + b }

func divmod(a, b int) (q, r int) {
	q = a / b
	r = a % b
	return
}

func swap(a, b string) (string, string) { return b, a }

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func isEven(n int) bool {
	if n == 0 {
		return true
	}
	return isOdd(n - 1)
}

func isOdd(n int) bool {
	if n == 0 {
		return false
	}
	return isEven(n - 1)
}

func sum(values ...int) (total int) {
	for _, v := range values {
		total += v
	}
	return total
}

func mixed(a int8, b int64, c bool, d float32, e string, f uint16) (uint16, string, float32) {
	if c {
		return f + uint16(a), e + "!", d * 2
	}
	return f, e, float32(b)
}

func deep(n int) int {
	var pad [100]int
	pad[n%100] = n
	if n == 0 {
		return 0
	}
	return deep(n-1) + pad[n%100] - n + 1
}

func main() {
	fmt.Println(add(1, 2), add(add(1, 2), add(3, 4)))
	q, r := divmod(17, 5)
	fmt.Println(q, r)
	fmt.Println(divmod(-17, 5))
	a, b := swap("x", "y")
	fmt.Println(a, b)
	a, b = b, a
	fmt.Println(a, b)
	fmt.Println(fib(20), isEven(10), isOdd(7))
	fmt.Println(sum(), sum(1), sum(1, 2, 3), sum([]int{4, 5, 6}...))
	fmt.Println(mixed(-1, 10, true, 1.25, "s", 7))
	fmt.Println(mixed(-1, 10, false, 1.25, "s", 7))
	fmt.Println(deep(5000))
	_, r = divmod(9, 4)
	fmt.Println(r)
}

// expect: 3 10
// expect: 3 2
// expect: -3 -2
// expect: y x
// expect: x y
// expect: 6765 true true
// expect: 0 1 6 15
// expect: 6 s! 2.5
// expect: 7 s 10
// expect: 5000
// expect: 1
