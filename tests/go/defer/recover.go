package main

import (
	"fmt"
	"os"
)

func order() {
	for i := 0; i < 3; i++ {
		defer fmt.Println("deferred", i)
	}
	fmt.Println("body")
}

func safe(a, b int) (result int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("caught: %v", r)
		}
	}()
	return a / b, nil
}

func named() (n int) {
	defer func() { n *= 2 }()
	n = 5
	return n + 1
}

func nested() {
	defer fmt.Println("outer deferred")
	defer func() {
		defer func() {
			fmt.Println("inner recovered", recover())
		}()
		panic("second")
	}()
	fmt.Println("in nested")
}

func rethrow() {
	defer func() {
		r := recover()
		fmt.Println("got", r)
		defer func() { fmt.Println("then", recover()) }()
		panic(fmt.Sprint("re-", r))
	}()
	panic("first")
}

func deep(n int) {
	if n == 0 {
		var s []int
		_ = s[3]
	}
	deep(n - 1)
}

func noRecover() {
	defer func() {
		func() { fmt.Println("not direct", recover()) }()
	}()
	defer func() { fmt.Println("direct", recover()) }()
	panic("x")
}

type T struct{ n int }

func (t *T) Close() { fmt.Println("close", t.n) }

func main() {
	order()
	fmt.Println(safe(7, 2))
	fmt.Println(safe(7, 0))
	fmt.Println(named())
	nested()
	rethrow()
	noRecover()
	func() {
		defer func() { fmt.Println(recover()) }()
		deep(100)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var m map[string]int
		m["a"] = 1
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var p *T
		fmt.Println(p.n)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var e interface{} = "str"
		fmt.Println(e.(int))
	}()
	t := &T{1}
	defer t.Close()
	t.n = 2
	t = &T{3}
	defer os.Exit(3)
	defer t.Close()
}

// status: 3
// expect: body
// expect: deferred 2
// expect: deferred 1
// expect: deferred 0
// expect: 3 <nil>
// expect: 0 caught: runtime error: integer divide by zero
// expect: 12
// expect: in nested
// expect: inner recovered second
// expect: outer deferred
// expect: got first
// expect: then re-first
// expect: direct x
// expect: not direct <nil>
// expect: runtime error: index out of range [3] with length 0
// expect: assignment to entry in nil map
// expect: runtime error: invalid memory address or nil pointer dereference
// expect: interface conversion: interface {} is string, not int
// expect: close 3
