package main

import "fmt"

func main() {
	for i := 0; i < 3; i++ {
		fmt.Print(i, " ")
	}
	fmt.Println("|")
	n := 5
	for n > 0 {
		n -= 2
	}
	fmt.Println(n)
	for {
		n++
		if n == 3 {
			continue
		}
		if n > 5 {
			break
		}
	}
	fmt.Println(n)
outer:
	for i := 0; i < 4; i++ {
		for j := 0; j < 4; j++ {
			if j == 2 {
				continue outer
			}
			if i == 2 {
				break outer
			}
			fmt.Print(i, j, ";")
		}
	}
	fmt.Println("|")
	i := 0
again:
	i++
	if i < 4 {
		goto again
	}
	fmt.Println(i)
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		fmt.Print(i, ",", j, " ")
	}
	fmt.Println("|")
	total := 0
	for i := range [5]int{} {
		total += i
	}
	fmt.Println(total)
	arr := [3]string{"a", "b", "c"}
	for i, s := range arr {
		arr[2] = "changed"
		fmt.Print(i, s, " ")
	}
	fmt.Println(arr)
	for range arr {
		total++
	}
	fmt.Println(total)
	p := &arr
	for i, s := range p {
		fmt.Print(i, s, " ")
	}
	fmt.Println(len(p))
	var x float64
	for x = 0; x < 1; x += 0.25 {
	}
	fmt.Println(x)
}

// expect: 0 1 2 |
// expect: -1
// expect: 6
// expect: 0 0;0 1;1 0;1 1;|
// expect: 4
// expect: 0,10 1,8 2,6 3,4 |
// expect: 10
// expect: 0a 1b 2c [a b changed]
// expect: 13
// expect: 0a 1b 2changed 3
// expect: 1
