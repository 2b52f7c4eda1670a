package main

import "fmt"

func counter() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}

func apply(f func(int) int, v int) int { return f(v) }

func compose(f, g func(int) int) func(int) int {
	return func(x int) int { return g(f(x)) }
}

func double(x int) int { return 2 * x }

var op = func(a, b int) int { return a*10 + b }

func main() {
	c, d := counter(), counter()
	fmt.Println(c(), c(), d(), c())
	k := 7
	fmt.Println(apply(func(x int) int { return x + k }, 3), apply(double, 4))
	addk := func(x int) int { return x + k }
	k = 100
	fmt.Println(addk(1), compose(double, addk)(5), op(3, 4))
	func() {
		k++
		defer func() { k *= 2 }()
	}()
	fmt.Println(k)
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	fmt.Println(fib(15))
	fs := []func() int{}
	for i := 0; i < 3; i++ {
		i := i
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println("|")
	x := 1
	outer := func() func() int {
		y := x * 2
		return func() int { x++; y++; return x*100 + y }
	}
	in := outer()
	fmt.Println(in(), in(), x)
	var nilf func()
	fmt.Println(nilf == nil, op != nil)
}

// expect: 1 2 1 3
// expect: 10 8
// expect: 101 110 34
// expect: 202
// expect: 610
// expect: 10 20 11 21 12 22 |
// expect: 203 304 3
// expect: true true
