package main

import (
	"errors"
	"fmt"
)

type Shape interface {
	Area() float64
	Name() string
}

type Square struct{ side float64 }
type Circle struct {
	r     float64
	label string
}

func (s Square) Area() float64  { return s.side * s.side }
func (s Square) Name() string   { return "square" }
func (c *Circle) Area() float64 { return 3 * c.r * c.r }
func (c *Circle) Name() string  { return c.label }
func (c *Circle) Grow(by float64) {
	c.r += by
}

type Temp float64

func (t Temp) String() string { return fmt.Sprintf("%.1f°", float64(t)) }

type MyErr struct{ Code int }

func (e MyErr) Error() string { return fmt.Sprint("code ", e.Code) }

func fail(n int) error {
	if n == 0 {
		return nil
	}
	if n == 1 {
		return errors.New("plain")
	}
	return MyErr{n}
}

type Base struct{ id int }

func (b Base) ID() int       { return b.id }
func (b *Base) SetID(id int) { b.id = id }

type Derived struct {
	Base
	name string
}

type Ider interface{ ID() int }

func describe(v interface{}) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int:
		return fmt.Sprint("int ", x+1)
	case string, []byte:
		return fmt.Sprintf("text %v", x)
	case Shape:
		return "shape " + x.Name()
	case error:
		return "error " + x.Error()
	case func() int:
		return fmt.Sprint("func ", x())
	default:
		return fmt.Sprintf("other %T", x)
	}
}

func main() {
	c := &Circle{1, "circle"}
	shapes := []Shape{Square{2}, c}
	for _, s := range shapes {
		fmt.Println(s.Name(), s.Area())
	}
	c.Grow(1)
	fmt.Println(shapes[1].Area())
	cv := Circle{5, "value"}
	cv.Grow(5)
	fmt.Println(cv.r, cv.Name())
	fmt.Println(Temp(36.55), []Temp{1, 2})
	for i := 0; i < 3; i++ {
		err := fail(i)
		fmt.Println(err, err == nil)
		if e, ok := err.(MyErr); ok {
			fmt.Println("code", e.Code)
		}
	}
	d := Derived{Base{4}, "d"}
	d.SetID(9)
	var ider Ider = d
	fmt.Println(d.ID(), ider.ID(), d)
	ider = &d
	d.SetID(10)
	fmt.Println(ider.ID())
	f := d.ID
	d.SetID(11)
	g := (&d).SetID
	g(12)
	h := Base.ID
	fmt.Println(f(), d.id, h(d.Base), Derived.ID(d), (*Circle).Name(c))
	fmt.Println(describe(nil), describe(1), describe("s"), describe([]byte("b")), describe(Square{1}))
	fmt.Println(describe(MyErr{3}), describe(2.5), describe(func() int { return 8 }), describe(c))
	var s Shape = Square{3}
	_, isCircle := s.(*Circle)
	sq, isSquare := s.(Square)
	fmt.Println(isCircle, isSquare, sq.side, s.(Square) == sq, s == Shape(sq))
}

// expect: square 4
// expect: circle 3
// expect: 12
// expect: 10 value
// expect: 36.5° [1.0° 2.0°]
// expect: <nil> true
// expect: plain false
// expect: code 2 false
// expect: code 2
// expect: 9 9 {{9} d}
// expect: 10
// expect: 10 12 12 12 circle
// expect: nil int 2 text s text [98] shape square
// expect: error code 3 other float64 func 8 shape circle
// expect: false true 3 true true
