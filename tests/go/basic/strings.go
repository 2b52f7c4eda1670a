package main

import "fmt"

func main() {
	s := "hello"
	t := "world"
	u := s + ", " + t + "!"
	fmt.Println(u, len(u), u[0], u[7:], u[:5], u[3:8])
	fmt.Println(s < t, s == "hello", s != t, s > t, s <= s, s >= t)
	s += "?"
	fmt.Println(s)
	for i := 0; i < len(s); i++ {
		fmt.Print(s[i], " ")
	}
	fmt.Println("|")
	for i, r := range "aé世\xff" {
		fmt.Println(i, r, string(r))
	}
	var empty string
	fmt.Println(empty == "", len(empty))
	fmt.Printf("%q %x %s|%8s|%-8s|\n", s, s, s, t, t)
	raw := `a\n
b`
	fmt.Println(raw, len(raw))
	const c = "const" + "ant"
	fmt.Println(c, len(c))
}

// expect: hello, world! 13 104 world! hello lo, w
// expect: true true true false true false
// expect: hello?
// expect: 104 101 108 108 111 63 |
// expect: 0 97 a
// expect: 1 233 é
// expect: 3 19990 世
// expect: 6 65533 �
// expect: true 0
// expect: "hello?" 68656c6c6f3f hello?|   world|world   |
// expect: a\n
// expect: b 5
// expect: constant 8
