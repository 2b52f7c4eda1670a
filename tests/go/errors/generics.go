// Type parameters: wrong arguments, and types that cannot be found.
package main

type Number interface {
	~int | ~float64
}

func Sum[T Number](list []T) (sum T) {
	for _, x := range list {
		sum += x
	}
	return sum
}

func Make[T any]() T {
	var zero T
	return zero
}

type Pair[K comparable, V any] struct {
	key   K
	value V
}

func main() {
	_ = Sum([]string{"a"})
	_ = Sum(1)
	_ = Make()
	_ = Make[int, string]()
	var p Pair[int]
	var q Pair[[]int, int]
	var r Pair
	var n Number
	_, _, _, _ = p, q, r, n
}

// expect-error: generics.go:26:9: string does not implement Number (string missing in ~int | ~float64)
// expect-error: generics.go:27:9: cannot infer T
// expect-error: generics.go:28:10: cannot infer T
// expect-error: generics.go:29:16: got 2 type arguments but want 1
// expect-error: generics.go:30:8: got 1 arguments but 2 type parameters
// expect-error: generics.go:31:13: []int does not implement comparable
// expect-error: generics.go:32:8: cannot use generic type Pair[K comparable, V any] without instantiation
// expect-error: generics.go:33:8: cannot use type Number outside a type constraint: interface contains type constraints
// status: 1
