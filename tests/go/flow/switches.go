package main

import "fmt"

func name(n int) string {
	switch n {
	case 0:
		return "zero"
	case 1, 2, 3:
		return "few"
	case 4:
		fallthrough
	case 5:
		return "four or five"
	default:
		return "many"
	}
}

func grade(x float64) string {
	switch {
	case x < 0.5:
		return "low"
	case x < 0.8 && x != 0.7:
		return "mid"
	}
	return "high"
}

func main() {
	for i := 0; i < 8; i++ {
		fmt.Println(i, name(i))
	}
	fmt.Println(grade(0.1), grade(0.6), grade(0.7), grade(0.9))
	switch s := "b"; s {
	case "a":
		fmt.Println("is a")
	case "b", "c":
		fmt.Println("is b or c")
		if len(s) == 1 {
			break
		}
		fmt.Println("not reached")
	}
	switch x := 5; {
	case x > 3:
		fmt.Println("big")
		fallthrough
	default:
		fmt.Println("default too")
	case x > 10:
		fmt.Println("never")
	}
	var e interface{} = 3
	switch e {
	case "3":
		fmt.Println("string")
	case 3:
		fmt.Println("int")
	}
	a, b, c := true, false, true
	if a && (b || c) && !b {
		fmt.Println("logic")
	}
	ok := a && b || !c
	fmt.Println(ok, !ok, a != b)
	if v := 7; v%2 == 0 {
		fmt.Println("even")
	} else if v > 5 {
		fmt.Println("odd and big")
	} else {
		fmt.Println("odd")
	}
}

// expect: 0 zero
// expect: 1 few
// expect: 2 few
// expect: 3 few
// expect: 4 four or five
// expect: 5 four or five
// expect: 6 many
// expect: 7 many
// expect: low mid high high
// expect: is b or c
// expect: big
// expect: default too
// expect: int
// expect: logic
// expect: false true true
// expect: odd and big
