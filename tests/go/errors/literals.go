// Literals that break off.
package main

func main() {
	a := 08
	b := 1__0
	c := 0x
	d := 'ab'
	e := "\q"
	f := "open
	g := 1e
	h := '\400'
}

// expect-error: literals.go:5:8: invalid digit '8' in octal literal
// expect-error: literals.go:6:9: '_' must separate successive digits
// expect-error: literals.go:7:9: hexadecimal literal has no digits
// expect-error: literals.go:8:7: more than one character in rune literal
// expect-error: literals.go:9:9: unknown escape
// expect-error: literals.go:10:12: newline in string
// expect-error: literals.go:11:9: exponent has no digits
// expect-error: literals.go:12:12: octal escape value 256 > 255
// status: 1
