// Errors that wrap errors, interfaces and other values on their way through fmt.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

type Shape interface{ Area() float64 }
type Sq struct{ s float64 }

func (s Sq) Area() float64 { return s.s * s.s }

type MyErr struct{ Code int }

func (e *MyErr) Error() string { return fmt.Sprintf("my %d", e.Code) }
func f(i int) error {
	if i > 0 {
		return fmt.Errorf("wrap: %w", &MyErr{i})
	}
	return nil
}
func main() {
	var s Shape = Sq{2}
	fmt.Println(s, s.Area(), f(0), f(3))
	fmt.Printf("%v %+v %T\n", s, s, s)
	var me *MyErr
	fmt.Println(errors.As(f(4), &me), me.Code)
	fmt.Println(strings.ToUpper("x"), os.Args[0] != "")
	fmt.Printf("%v %p\n", main != nil, nil)
	type pair struct {
		a, b interface{}
	}
	fmt.Printf("%v %+v\n", pair{1, nil}, pair{"x", []int{1}})
	var e error = &MyErr{1}
	switch x := e.(type) {
	case *MyErr:
		fmt.Println("is", x.Code)
	}
	ch := make(chan int, 2)
	fmt.Println(len(ch), cap(ch), ch != nil)
	fmt.Printf("%T %T %T\n", ch, f, struct{}{})
	fmt.Printf("%x %X %08b %o %c %q %U\n", 255, 255, 5, 8, 'é', 'x', 0x1F600)
	fmt.Printf("|%6.2f|%-10s|%10s|%+d|%x|% x|\n", 3.14159, "ab", "cd", 5, "hi", "hi")
}

// expect: {2} 4 <nil> wrap: my 3
// expect: {2} {s:2} main.Sq
// expect: true 4
// expect: X true
// expect: true %!p(<nil>)
// expect: {1 <nil>} {a:x b:[1]}
// expect: is 1
// expect: 0 2 true
// expect: chan int func(int) error struct {}
// expect: ff FF 00000101 10 é 'x' U+1F600
// expect: |  3.14|ab        |        cd|+5|6869|68 69|
