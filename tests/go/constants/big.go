// Constants are computed exactly, however large they are.
package main

import "fmt"

const (
	huge  = 1 << 500
	small = huge >> 498
	third = 1.0 / 3
	exact = third * 3
	mask  = ^0
	ubyte = ^uint8(5)
	rune1 = 'a' + 1
	text  = "con" + "cat"
	z     = 2i * 2i
)

const (
	a = iota * 10
	b
	_
	c
	d = "text"
	e
	f, g = iota, iota + 100
)

type Weekday int

const (
	Sunday Weekday = iota
	Monday
)

const (
	KB = 1 << (10 * (iota + 1))
	MB
	GB
)

func main() {
	fmt.Println(small, exact == 1, mask, ubyte, rune1, text, z)
	fmt.Println(a, b, c, d, e, f, g)
	fmt.Println(Sunday, Monday, KB, MB, GB)
	fmt.Println(huge/(huge-1) == 1, huge%7, -7/2, -7%3, 7&^2, 5^1)
	fmt.Println(0.1+0.2, float32(0.1), 1e300*1e10/1e305, 0x1p-2, 0b101, 0o17, 1_000_000)
	fmt.Println(len("héllo"), len([10]int{}), "abc"[1], string(rune(65)), 'x' > 'a')
	var x float64 = 1 << 3
	var y uint8 = 255
	y++
	var i8 int8 = -128
	i8--
	var shift uint = 3
	var w int64 = 1 << shift
	fmt.Println(x, y, i8, w, 7.0/2, 7/2, 1/2.0)
	fmt.Printf("%T %T %T %T %T %T\n", 1, 1.0, 'a', "s", 1i, third)
	fmt.Println(real(3+4i), imag(3+4i), complex(1, 2))
	fmt.Println(9223372036854775807, uint64(18446744073709551615), -9223372036854775808)
	const typed int32 = 100
	fmt.Println(typed/3, typed*1.0, 5.0 == 5)
	fmt.Println(5e-324, 1.7976931348623157e308, 4.9e-324/2 == 0)
}

// expect: 4 true -1 250 98 concat (-4+0i)
// expect: 0 10 30 text text 6 106
// expect: 0 1 1024 1048576 1073741824
// expect: true 4 -3 -1 5 4
// expect: 0.3 0.1 100000 0.25 5 15 1000000
// expect: 6 10 98 A true
// expect: 8 0 127 8 3.5 3 0.5
// expect: int float64 int32 string complex128 float64
// expect: 3 4 (1+2i)
// expect: 9223372036854775807 18446744073709551615 -9223372036854775808
// expect: 33 100 true
// expect: 5e-324 1.7976931348623157e+308 false
