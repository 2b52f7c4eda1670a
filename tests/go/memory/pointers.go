package main

import "fmt"

func set(p *int, v int) { *p = v }

func newInt(v int) *int { return &v }

var global = 5
var gp = &global

func main() {
	x := 1
	p := &x
	fmt.Println(*p, p == &x)
	*p = 2
	fmt.Println(x)
	q := p
	*q++
	fmt.Println(x, *p, p == q)
	pp := &p
	y := 10
	*pp = &y
	fmt.Println(*p, **pp, p == q)
	set(&x, 42)
	fmt.Println(x)
	a, b := newInt(1), newInt(1)
	fmt.Println(*a == *b, a == b, *a)
	*gp = 6
	fmt.Println(global, gp == &global)
	var nilp *int
	fmt.Println(nilp == nil, nilp)
	arr := [3]int{1, 2, 3}
	e := &arr[1]
	*e = 20
	fmt.Println(arr)
	n := new(float64)
	*n += 1.5
	fmt.Println(*n)
	s := new(string)
	*s = "text"
	t := *s
	*s = "other"
	fmt.Println(t, *s)
}

// expect: 1 true
// expect: 2
// expect: 3 3 true
// expect: 10 10 false
// expect: 42
// expect: true false 1
// expect: 6 true
// expect: true <nil>
// expect: [1 20 3]
// expect: 1.5
// expect: text other
