package main

import "fmt"

func modify(s []int) { s[0] = 100 }

func main() {
	s := []int{1, 2, 3}
	t := s
	t[1] = 20
	fmt.Println(s, t, len(s), cap(s))
	modify(s)
	fmt.Println(s)
	s = append(s, 4)
	s[0] = 1
	fmt.Println(s, t, len(s), cap(s))
	u := s[1:3]
	fmt.Println(u, len(u), cap(u), s[:2], s[2:], s[:])
	u = append(u, 99)
	fmt.Println(s, u)
	v := s[1:2:2]
	v = append(v, 7)
	fmt.Println(s, v, cap(v))
	var n []string
	fmt.Println(n == nil, len(n))
	for i := 0; i < 5; i++ {
		n = append(n, fmt.Sprint("s", i))
	}
	fmt.Println(n, len(n), cap(n))
	m := make([]float64, 3, 10)
	m[2] = 1.5
	n1 := copy(m, []float64{9, 8})
	fmt.Println(m, len(m), cap(m), n1)
	grid := make([][]int, 3)
	for i := range grid {
		grid[i] = make([]int, 2)
		grid[i][1] = i
	}
	fmt.Println(grid)
	b := append([]byte("ab"), "cd"...)
	n2 := copy(b, "xyz")
	fmt.Println(b, n2, string(b))
	arr := [5]int{1, 2, 3, 4, 5}
	sl := arr[1:4]
	sl[0] = 22
	fmt.Println(arr, sl, cap(sl))
	type P struct{ a, b int }
	ps := []P{{1, 2}, {3, 4}}
	for i := range ps {
		ps[i].a *= 10
	}
	for _, p := range ps {
		p.a = 0
	}
	fmt.Println(ps, append(ps[:1], ps[1:]...))
	sum := 0
	big := make([]int, 0)
	for i := 0; i < 1000; i++ {
		big = append(big, i)
		sum += cap(big)
	}
	fmt.Println(sum, big[999])
}

// expect: [1 20 3] [1 20 3] 3 3
// expect: [100 20 3]
// expect: [1 20 3 4] [100 20 3] 4 6
// expect: [20 3] 2 5 [1 20] [3 4] [1 20 3 4]
// expect: [1 20 3 99] [20 3 99]
// expect: [1 20 3 99] [20 7] 2
// expect: true 0
// expect: [s0 s1 s2 s3 s4] 5 8
// expect: [9 8 1.5] 3 10 2
// expect: [[0 0] [0 1] [0 2]]
// expect: [120 121 122 100] 3 xyzd
// expect: [1 22 3 4 5] [22 3 4] 4
// expect: [{10 2} {30 4}] [{10 2} {30 4}]
// expect: 654251 999
