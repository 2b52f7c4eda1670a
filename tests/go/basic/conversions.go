package main

import "fmt"

type Celsius float64
type ID int32

func main() {
	var i int = 300
	fmt.Println(uint8(i), int8(i), uint16(i), float32(i), float64(i))
	var n int = -1
	fmt.Println(uint8(n), uint16(n), uint32(n), uint64(n), uint(n))
	var b byte = 200
	fmt.Println(int8(b), int(b), rune(b), int64(int8(b)))
	f := 3.99
	fmt.Println(int(f), int(-f), uint8(f), int64(f*1000))
	var u uint64 = 1<<63 + 1025
	fmt.Println(float64(u), float32(u), uint64(float64(u)))
	t := Celsius(36.6)
	fmt.Println(t, float64(t)+1, int(t))
	id := ID(7)
	fmt.Println(id, int(id)*2, id == 7)
	fmt.Println(string(rune(65)), string(rune(0x4e16)), string(rune(-1)))
	s := "héllo"
	bs := []byte(s)
	rs := []rune(s)
	fmt.Println(len(s), len(bs), len(rs), bs, rs)
	fmt.Println(string(bs), string(rs), string(rs[1]))
	var e interface{} = i
	fmt.Printf("%T %v\n", e, e)
	fmt.Printf("%T %T %T %T\n", b, f, t, id)
}

// expect: 44 44 300 300 300
// expect: 255 65535 4294967295 18446744073709551615 18446744073709551615
// expect: -56 200 200 -56
// expect: 3 -3 3 3990
// expect: 9.223372036854778e+18 9.223372e+18 9223372036854777856
// expect: 36.6 37.6 36
// expect: 7 14 true
// expect: A 世 �
// expect: 6 6 5 [104 195 169 108 108 111] [104 233 108 108 111]
// expect: héllo héllo é
// expect: int 300
// expect: uint8 float64 main.Celsius main.ID
