package main

type T struct{ a, b int }

func main() {
	var p *T
	p.b = 5
}

// status: 2
// expect-error: panic: runtime error: invalid memory address or nil pointer dereference
// expect-error: [signal SIGSEGV: segmentation violation code=0x1 addr=0x
