// Error, String and GoString are asked where a text is wanted, and only there.
package main

import (
	"errors"
	"fmt"
)

type Code struct{ code int }

func (c Code) Error() string { return fmt.Sprintf("code %d", c.code) }

type Named struct{ v int }

func (n *Named) String() string { return fmt.Sprintf("named %d", n.v) }

type Celsius float64

func (c Celsius) String() string { return fmt.Sprintf("%.1f°C", float64(c)) }

type Syntax struct{}

func (Syntax) GoString() string { return "Syntax!" }

type Hidden struct {
	c Code
	C Code
}

type Embedding struct {
	Code
	X int
}

type Panics struct{}

func (Panics) String() string { panic("oops") }

type Weekday int

const (
	Sunday Weekday = iota
	Monday
)

func (d Weekday) String() string { return [...]string{"Sun", "Mon"}[d] }

func main() {
	fmt.Println(Code{7}, &Code{8}, []Code{{1}, {2}}, Celsius(21.55), Syntax{}, Monday)
	fmt.Println(Named{3}, []Weekday{Sunday, Monday}, map[Weekday]Celsius{Monday: 1})
	fmt.Println(&Named{4}, (*Named)(nil) == nil)
	fmt.Printf("%d %v %s %x %q %#v %T\n", Code{7}, Code{7}, Code{7}, Code{7}, Code{7}, Code{7}, Code{7})
	fmt.Printf("%d %v %5.2f %#v %#v\n", Monday, Monday, Celsius(3), Syntax{}, Celsius(3))
	fmt.Println(Hidden{Code{1}, Code{2}}, Embedding{Code{4}, 2})
	fmt.Println(Panics{}, "after")
	fmt.Printf("%s|%d\n", Panics{}, Panics{})
	first := errors.New("first")
	second := fmt.Errorf("second: %w", first)
	fmt.Println(first, second, errors.Unwrap(second) == first, errors.Is(second, first))
	fmt.Printf("%v %s %q %T %T\n", first, second, first, first, second)
	fmt.Println(fmt.Errorf("no wrap %d", 1), fmt.Errorf("%w", "text"))
	var none error
	fmt.Println(none, []error{nil, first})
	fmt.Printf("%s %v %d\n", none, none, none)
	var pointer *Code
	fmt.Printf("%v %+v\n", pointer, pointer)
}

// expect: code 7 code 8 [code 1 code 2] 21.6°C {} Mon
// expect: {3} [Sun Mon] map[Mon:1.0°C]
// expect: named 4 true
// expect: {7} code 7 code 7 636f64652037 "code 7" main.Code{code:7} main.Code
// expect: 1 Mon  3.00 Syntax! 3
// expect: {{1} code 2} code 4
// expect: %!v(PANIC=String method: oops) after
// expect: %!s(PANIC=String method: oops)|{}
// expect: first second: first true true
// expect: first second: first "first" *errors.errorString *fmt.wrapError
// expect: no wrap 1 %!w(string=text)
// expect: <nil> [<nil> first]
// expect: %!s(<nil>) <nil> %!d(<nil>)
// expect: <nil> <nil>
