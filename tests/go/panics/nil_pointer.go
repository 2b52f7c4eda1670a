package main

type node struct {
	value int
	next  *node
}

func main() {
	var n *node
	println(n.next.value)
}

// status: 2
// expect-error: panic: runtime error: invalid memory address or nil pointer dereference
// expect-error: [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=
