// Interfaces with wrong parts, and what their type sets do not allow.
package main

type Twice interface {
	m()
	m()
}

type Lone[P any] interface {
	P
	~P
}

type Methods interface{ m() }

type Union interface {
	int | Methods
	string | ~string
}

func equal[T []int | []string](a, b T) bool { return a == b }

func small[T ~int8 | ~int16]() T { return T(1000) }

func index[T interface{ comparable }](a, b T) bool { return a < b }

func main() {}

// expect-error: type_sets.go:6:2: duplicate method m
// expect-error: type_sets.go:10:2: term cannot be a type parameter
// expect-error: type_sets.go:11:3: type in term ~P cannot be a type parameter
// expect-error: type_sets.go:17:8: cannot use main.Methods in union (main.Methods contains methods)
// expect-error: type_sets.go:18:11: overlapping terms ~string and string
// expect-error: invalid operation: a == b (incomparable types in type set)
// status: 1
