// Declarations that need themselves.
package main

type Node struct {
	value int
	next  Node
}

type List struct {
	next *List
}

type A [2]B
type B struct{ a A }

var x = y
var y = f()

func f() int { return x }

const c = c + 1

func main() {}

// expect-error: cycles.go:4:6: invalid recursive type Node
// expect-error: cycles.go:4:6: Node refers to
// expect-error: cycles.go:4:6: Node
// expect-error: cycles.go:13:6: invalid recursive type A
// expect-error: cycles.go:13:6: A refers to
// expect-error: cycles.go:14:6: B refers to
// expect-error: cycles.go:13:6: A
// expect-error: cycles.go:16:5: initialization loop for x
// expect-error: cycles.go:16:5: x refers to
// expect-error: cycles.go:17:5: y refers to
// expect-error: cycles.go:19:6: f refers to
// expect-error: cycles.go:16:5: x
// expect-error: cycles.go:21:7: initialization loop for c
// expect-error: cycles.go:21:7: c refers to
// expect-error: cycles.go:21:7: c
// status: 1
