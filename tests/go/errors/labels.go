// Jumps that lead nowhere.
package main

func main() {
	break
	continue
unused:
	for {
		break missing
	}
	goto inside
	{
	inside:
	}
	goto over
	x := 1
over:
	_ = x
	switch x {
	case 1:
		fallthrough
	}
}

// expect-error: labels.go:5:2: break is not in a loop, switch, or select
// expect-error: labels.go:6:2: continue is not in a loop
// expect-error: labels.go:7:1: label unused defined and not used
// expect-error: labels.go:9:9: break label not defined: missing
// expect-error: labels.go:11:7: goto inside jumps into block starting at
// expect-error: labels.go:15:7: goto over jumps over declaration of x at
// expect-error: labels.go:21:3: cannot fallthrough final case in switch
// status: 1
