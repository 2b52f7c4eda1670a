package main

import "fmt"

func sum(a [4]int) (s int) {
	for i := 0; i < len(a); i++ {
		s += a[i]
	}
	a[0] = 1000
	return
}

var table [3][4]int8

func main() {
	var a [4]int
	for i := range a {
		a[i] = i * i
	}
	b := a
	b[2] = 50
	fmt.Println(a, b, sum(a), sum(b), a, a == b, len(a))
	c := [...]string{2: "two", 0: "zero"}
	fmt.Println(c, len(c))
	for i := 0; i < 3; i++ {
		for j := 0; j < 4; j++ {
			table[i][j] = int8(i*10 + j)
		}
	}
	fmt.Println(table, table[1], table[2][3])
	row := table[1]
	row[0] = -1
	fmt.Println(row, table[1])
	p := &table[2]
	p[1] = 99
	fmt.Println(table[2], p[1], (*p)[2])
	m := [2][2]float64{{1, 2}, {3, 4}}
	m[0], m[1] = m[1], m[0]
	fmt.Println(m)
	i := 1
	i, a[i] = 2, 77
	fmt.Println(i, a)
	var bools [3]bool
	bools[i] = true
	fmt.Println(bools)
	big := [1000]uint16{}
	for k := range big {
		big[k] = uint16(k * 70)
	}
	fmt.Println(big[999], big[500], big[1])
}

// expect: [0 1 4 9] [0 1 50 9] 14 60 [0 1 4 9] false 4
// expect: [zero  two] 3
// expect: [[0 1 2 3] [10 11 12 13] [20 21 22 23]] [10 11 12 13] 23
// expect: [-1 11 12 13] [10 11 12 13]
// expect: [20 99 22 23] 99 22
// expect: [[3 4] [1 2]]
// expect: 2 [0 77 4 9]
// expect: [false false true]
// expect: 4394 35000 70
