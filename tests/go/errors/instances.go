// Generic code that would need endlessly many instances.
package main

type List[T any] struct {
	next *List[T]
	v    T
}

func (l *List[U]) walk(n int) {
	var other List[U]
	other.walk(n)
}

func swap[A, B any](n int) { swap[B, A](n) }

func grow[T any](n int) {
	if n > 0 {
		grow[[]T](n - 1)
	}
}

func main() {
	grow[int](3)
	swap[int, string](1)
}

// expect-error: instances.go:16:11: instantiation cycle:
// expect-error: instances.go:18:8: T instantiated as []T
// status: 1
