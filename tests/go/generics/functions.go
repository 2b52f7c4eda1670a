// Generic functions: one stencil for each combination of type arguments.
package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

type Number interface {
	~int | ~int8 | ~uint8 | ~float64
}

type Celsius float64

func (c Celsius) String() string { return fmt.Sprintf("%.1f°C", float64(c)) }

func Sum[T Number](values ...T) T {
	var total T
	for _, value := range values {
		total += value
	}
	return total
}

func Map[T, U any](values []T, f func(T) U) []U {
	result := make([]U, 0, len(values))
	for _, value := range values {
		result = append(result, f(value))
	}
	return result
}

func Filter[S ~[]E, E any](values S, keep func(E) bool) S {
	var result S
	for _, value := range values {
		if keep(value) {
			result = append(result, value)
		}
	}
	return result
}

func Reduce[T, A any](values []T, start A, f func(A, T) A) A {
	for _, value := range values {
		start = f(start, value)
	}
	return start
}

func Keys[M ~map[K]V, K comparable, V any](m M) []K {
	keys := make([]K, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	return keys
}

// T(200) is no constant here, so it may wrap where T is int8 or uint8.
func Wrap[T Number]() T { return T(100) + T(100) }

func Kind[T any](value T) string {
	switch any(value).(type) {
	case int:
		return "int"
	case T:
		return fmt.Sprintf("T = %T", value)
	}
	return "?"
}

func Zero[T any]() (zero T) { return }

func Pointer[T any](value T) *T { return &value }

func Index[T comparable](values []T, wanted T) int {
	for i, value := range values {
		if value == wanted {
			return i
		}
	}
	return -1
}

func Counter[T any]() func(T) int {
	seen := 0
	return func(T) int {
		seen++
		return seen
	}
}

func Count[T any](n int, value T) int {
	if n == 0 {
		return 0
	}
	return 1 + Count(n-1, value)
}

func Even[T any](n int, value T) bool { return n == 0 || Odd(n-1, value) }
func Odd[T any](n int, value T) bool  { return n != 0 && Even(n-1, value) }

type Stringish interface{ ~string }

func Join[T Stringish](parts []T, separator T) T {
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = string(part)
	}
	return T(strings.Join(texts, string(separator)))
}

type Name string

func Must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func find(found bool) (Name, error) {
	if !found {
		return "", errors.New("not found")
	}
	return "here", nil
}

func Describe[T fmt.Stringer](values []T) (texts []string) {
	for _, value := range values {
		texts = append(texts, value.String())
	}
	return
}

var initial = Sum(1, 2, 3)

func main() {
	fmt.Println(initial)                                                   // expect: 6
	fmt.Println(Sum(1.5, 2.25), Sum[uint8](200, 100), Sum[int8]())         // expect: 3.75 44 0
	fmt.Println(Sum(Celsius(20.5), 1))                                     // expect: 21.5°C
	fmt.Println(Wrap[int](), Wrap[int8](), Wrap[uint8](), Wrap[float64]()) // expect: 200 -56 200 200
	words := []string{"one", "three", "five"}
	fmt.Println(Map(words, func(s string) int { return len(s) }))                  // expect: [3 5 4]
	fmt.Println(Map(words, strings.ToUpper))                                       // expect: [ONE THREE FIVE]
	fmt.Println(Filter([]int{1, 2, 3, 4}, func(n int) bool { return n%2 == 0 }))   // expect: [2 4]
	fmt.Println(Reduce(words, 0, func(n int, s string) int { return n + len(s) })) // expect: 12
	keys := Keys(map[string]bool{"b": true, "a": false})
	sort.Strings(keys)
	fmt.Println(keys)                                                               // expect: [a b]
	fmt.Println(Kind(1), Kind("x"), Kind([]int{1}))                                 // expect: int T = string T = []int
	fmt.Printf("%q %v %v\n", Zero[string](), Zero[*int](), Zero[struct{ A int }]()) // expect: "" <nil> {0}
	p, q := Pointer(7), Pointer(7)
	*p++
	fmt.Println(*p, *q, p == q)                                    // expect: 8 7 false
	fmt.Println(Index(words, "five"), Index([]rune("héllo"), 'z')) // expect: 2 -1
	count := Counter[string]()
	count("a")
	fmt.Println(count("b"), Counter[int]()(1)) // expect: 2 1
	fmt.Println(Count(5, "x"), Count(3, 1.5))  // expect: 5 3
	fmt.Println(Even(10, 'x'), Odd(10, "x"))   // expect: true false
	fmt.Println(Join([]Name{"a", "b"}, "-"))   // expect: a-b
	fmt.Println(Must(find(true)))              // expect: here
	fmt.Println(Describe([]Celsius{1, 2.5}))   // expect: [1.0°C 2.5°C]
	sum := Sum[float64]
	var apply func([]string, func(string) int) []int = Map[string, int]
	fmt.Println(sum(1, 2), apply(words, func(s string) int { return int(s[0]) })) // expect: 3 [111 116 102]
	defer func() { fmt.Println("recovered:", recover()) }()                       // expect: recovered: not found
	Must(find(false))
}
