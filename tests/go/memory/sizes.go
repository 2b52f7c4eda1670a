package main

import (
	"fmt"
	"unsafe"
)

type Mixed struct {
	A bool
	B int64
	C bool
	D int32
	E int16
}

var (
	g1 int8  = -5
	g2 int64 = 1 << 40
	g3       = "text"
	g4       = g1 + 1
	g5       = len(g3) * int(g4)
)

func main() {
	fmt.Println(unsafe.Sizeof(true), unsafe.Sizeof(int8(0)), unsafe.Sizeof(0), unsafe.Sizeof(float32(0)))
	fmt.Println(unsafe.Sizeof(""), unsafe.Sizeof([]int{}), unsafe.Sizeof([3]int16{}), unsafe.Sizeof(&g1))
	fmt.Println(unsafe.Sizeof(Mixed{}), unsafe.Offsetof(Mixed{}.D), unsafe.Alignof(Mixed{}.B))
	fmt.Println(g1, g2, g3, g4, g5)
	var z1 int
	var z2 string
	var z3 bool
	var z4 float64
	var z5 *int
	var z6 [2]int
	var z7 Mixed
	var z8 []int
	var z9 map[string]int
	fmt.Println(z1, z2, z3, z4, z5, z6, z7, z8, z9)
	const big = 1 << 100
	fmt.Println(big>>98, big/(1<<90), uint64(big>>37))
	const third = 1.0 / 3
	fmt.Println(third*3 == 1, float32(third))
	p := unsafe.Pointer(&z6[0])
	*(*int)(unsafe.Add(p, 8)) = 9
	fmt.Println(z6)
}

// expect: 1 1 8 4
// expect: 16 24 6 8
// expect: 32 20 8
// expect: -5 1099511627776 text -4 -16
// expect: 0  false 0 <nil> [0 0] {false 0 false 0 0} [] map[]
// expect: 4 1024 9223372036854775808
// expect: true 0.33333334
// expect: [0 9]
