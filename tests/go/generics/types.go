// Generic types: their methods become concrete for every instance.
package main

import "fmt"

type List[T any] struct {
	head, tail *node[T]
	size       int
}

type node[T any] struct {
	value T
	next  *node[T]
}

func (l *List[T]) Push(value T) *List[T] {
	n := &node[T]{value: value}
	if l.tail == nil {
		l.head = n
	} else {
		l.tail.next = n
	}
	l.tail = n
	l.size++
	return l
}

func (l *List[T]) Each(visit func(int, T)) {
	i := 0
	for n := l.head; n != nil; n = n.next {
		visit(i, n.value)
		i++
	}
}

func (l List[_]) Len() int { return l.size }

type Pair[K comparable, V any] struct {
	Key   K
	Value V
}

func (p Pair[K, V]) String() string { return fmt.Sprint(p.Key, "=", p.Value) }

func (p Pair[K, V]) Swap(other *Pair[K, V]) Pair[K, V] {
	old := *other
	*other = p
	return old
}

type Ordered interface{ ~int | ~string }

type Tree[T Ordered] struct {
	left, right *Tree[T]
	value       T
}

func (t *Tree[T]) Insert(value T) *Tree[T] {
	if t == nil {
		return &Tree[T]{value: value}
	}
	switch {
	case value < t.value:
		t.left = t.left.Insert(value)
	case value > t.value:
		t.right = t.right.Insert(value)
	}
	return t
}

func (t *Tree[T]) Walk(visit func(T)) {
	if t == nil {
		return
	}
	t.left.Walk(visit)
	visit(t.value)
	t.right.Walk(visit)
}

type Set[T comparable] map[T]struct{}

func (s Set[T]) Add(values ...T) {
	for _, value := range values {
		s[value] = struct{}{}
	}
}

func (s Set[T]) Has(value T) bool { _, ok := s[value]; return ok }

type Sized interface{ Len() int }

func total(all ...Sized) (n int) {
	for _, one := range all {
		n += one.Len()
	}
	return
}

type Stack[T any] []T

func (s *Stack[T]) Push(value T) { *s = append(*s, value) }
func (s *Stack[T]) Pop() (value T, ok bool) {
	if len(*s) == 0 {
		return
	}
	value = (*s)[len(*s)-1]
	*s = (*s)[:len(*s)-1]
	return value, true
}

type Named struct {
	List[string]
	name string
}

type Setter[T any] interface {
	*T
	Set(string)
}

type Config struct{ text string }

func (c *Config) Set(text string) { c.text = text }

func FromTexts[T any, P Setter[T]](texts ...string) []T {
	result := make([]T, len(texts))
	for i, text := range texts {
		P(&result[i]).Set(text)
	}
	return result
}

type Number[T any] interface{ Plus(T) T }
type Meters int

func (m Meters) Plus(n Meters) Meters { return m + n }

func AddAll[T Number[T]](first T, rest ...T) T {
	for _, one := range rest {
		first = first.Plus(one)
	}
	return first
}

func NewPair[K comparable, V any](key K, value V) Pair[K, V] { return Pair[K, V]{key, value} }

func main() {
	var ints List[int]
	ints.Push(1).Push(2).Push(3)
	ints.Each(func(i, value int) { fmt.Print(i, ":", value, " ") })
	fmt.Println(ints.Len()) // expect: 0:1 1:2 2:3 3
	texts := &List[string]{}
	texts.Push("a")
	fmt.Println(total(&ints, *texts)) // expect: 4

	p := NewPair("x", 1)
	other := Pair[string, int]{"y", 2}
	fmt.Println(p, p.Swap(&other), other)                        // expect: x=1 y=2 x=1
	fmt.Printf("%T %T %v\n", p, ints, NewPair(1, []string{"s"})) // expect: main.Pair[string,int] main.List[int] 1=[s]

	var tree *Tree[string]
	for _, word := range []string{"m", "c", "x", "c", "a"} {
		tree = tree.Insert(word)
	}
	tree.Walk(func(s string) { fmt.Print(s, ",") })
	fmt.Println() // expect: a,c,m,x,

	set := Set[rune]{}
	set.Add('a', 'b')
	fmt.Println(set.Has('a'), set.Has('z'), len(set)) // expect: true false 2

	var stack Stack[Pair[string, int]]
	stack.Push(p)
	top, ok := stack.Pop()
	_, more := stack.Pop()
	fmt.Println(top, ok, more) // expect: x=1 true false

	named := Named{name: "n"}
	named.Push("one").Push("two")
	fmt.Println(named.Len(), named.head.next.value) // expect: 2 two
	push := named.Push
	push("three")
	length := List[string].Len
	fmt.Println(length(named.List), (*List[int]).Push(&ints, 9).size) // expect: 3 4

	fmt.Println(FromTexts[Config]("a", "b")) // expect: [{a} {b}]
	fmt.Println(AddAll(Meters(1), 2, 3))     // expect: 6
	var s fmt.Stringer = NewPair(true, 'x')
	fmt.Println(s.String()) // expect: true=120
}
