// Types that lack a method, and assertions that can never succeed.
package main

type Shape interface {
	Area() float64
	Name() string
}

type Square struct{}

func (s *Square) Area() float64 { return 1 }
func (s *Square) Name() string  { return "square" }

type Circle struct{}

func (c Circle) Area() int    { return 1 }
func (c Circle) Name() string { return "circle" }

func main() {
	var s Shape = Square{}
	s = Circle{}
	s = &Square{}
	s = 5
	_ = s.(Circle)
	switch s.(type) {
	case Square:
	case *Square, *Square:
	}
	n := 1
	_ = n.(int)
	s.Color()
}

// expect-error: interfaces.go:20:16: cannot use Square{} (value of type Square) as type Shape in variable declaration:
// expect-error: Square does not implement Shape (Area method has pointer receiver)
// expect-error: interfaces.go:21:6: cannot use Circle{} (value of type Circle) as type Shape in assignment:
// expect-error: Circle does not implement Shape (wrong type for Area method)
// expect-error: have Area() int
// expect-error: want Area() float64
// expect-error: interfaces.go:23:6: cannot use 5 (constant of type int) as type Shape in assignment:
// expect-error: int does not implement Shape (missing Area method)
// expect-error: interfaces.go:24:6: impossible type assertion: s.(Circle)
// expect-error: Circle does not implement Shape (wrong type for Area method)
// expect-error: have Area() int
// expect-error: want Area() float64
// expect-error: interfaces.go:26:7: impossible type switch case: Square
// expect-error: s (variable of type Shape) cannot have dynamic type Square (Area method has pointer receiver)
// expect-error: interfaces.go:27:16: duplicate case *Square in type switch
// expect-error: interfaces.go:27:7: previous case
// expect-error: interfaces.go:30:6: invalid operation: n (variable of type int) is not an interface
// expect-error: interfaces.go:31:4: s.Color undefined (type Shape has no field or method Color)
// status: 1
