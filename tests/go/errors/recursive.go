// Types that contain themselves, through type arguments and constraints too.
package main

type List[T any] struct {
	head T
	tail List[T]
}

type Box[T any] struct{ value T }

type Inner struct {
	box Box[Inner]
}

type Number interface {
	int | Number
}

type Fine struct{ next *Box[Fine] }

type N[P any] struct{ f *N[P] }

func main() {
	var f Fine
	_ = f
}

// expect-error: recursive.go:6:7: invalid recursive type List
// expect-error: recursive.go:11:6: invalid recursive type Inner
// expect-error: recursive.go:12:6: Box refers to
// expect-error: recursive.go:15:6: invalid recursive type Number
// status: 1
