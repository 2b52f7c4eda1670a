// stdin: 10 word
// stdin: 20
// stdin: 30 40
// stdin: last

// Scan and its relatives: words, lines and formats, from strings, readers and standard input.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

type N int
type S string

func main() {
	var i, j int
	var s, t string
	var f float64
	var b bool
	var u uint8
	var n N
	var q S
	var r rune
	var bs []byte
	p(fmt.Sscan("", &i))
	p(fmt.Sscan("5", &i, &j))
	p(fmt.Sscan("5 x", &i, &j))
	p(fmt.Sscan("5\n7", &i, &j))
	fmt.Println(i, j)
	p(fmt.Sscanln("5\n7", &i, &j))
	p(fmt.Sscanln("5 7 8", &i, &j))
	p(fmt.Sscanln("5 7\n8", &i, &j))
	p(fmt.Sscanln("", &i))
	p(fmt.Sscan("ab cd 3.5 true 300", &s, &t, &f, &b, &u))
	fmt.Println(s, t, f, b, u)
	p(fmt.Sscan("0x1F -0b11 0o17 1_000", &i, &n, &j, &r))
	fmt.Println(i, n, j, r)
	p(fmt.Sscan("99999999999999999999", &i))
	p(fmt.Sscan("q bytes", &q, &bs))
	fmt.Println(q, string(bs))
	p(fmt.Sscanf("x=12,y=foo", "x=%d,y=%s", &i, &s))
	fmt.Println(i, s)
	p(fmt.Sscanf("12 34", "%d,%d", &i, &j))
	p(fmt.Sscanf("1234", "%2d%2d", &i, &j))
	fmt.Println(i, j)
	p(fmt.Sscanf("a5", "%c%d", &r, &i))
	fmt.Println(r, i)
	p(fmt.Sscanf("ff 0xfe 101 77 \"q s\" 4.5%", "%x %v %b %o %q %f%%", &i, &j, &n, &u, &s, &f))
	fmt.Println(i, j, n, u, s, f)
	p(fmt.Sscanf("5", "%d %d", &i, &j))
	p(fmt.Sscanf("5 6 7", "%d %d", &i, &j))
	p(fmt.Sscanf("5 6", "%d", &i, &j))
	p(fmt.Sscanf("5 6", "%d %d", &i))
	p(fmt.Sscanf("5\n6", "%d %d", &i, &j))
	p(fmt.Sscanf("x", "%z", &i))
	p(fmt.Sscan("7", i))
	p(fmt.Sscan("7", &struct{}{}))
	p(fmt.Sscan("maybe", &b))
	p(fmt.Sscan("abc", &f))
	p(fmt.Sscan("-5", &u))
	p(fmt.Sscan("1e400", &f))
	rd := bufio.NewReader(strings.NewReader("1 2\n3 rest of"))
	p(fmt.Fscan(rd, &i, &j))
	p(fmt.Fscan(rd, &i, &s))
	line, _ := rd.ReadString('\n')
	fmt.Printf("%q\n", line)
	p(fmt.Scan(&i, &s))
	fmt.Println(i, s)
	p(fmt.Scanln(&i))
	p(fmt.Scanln(&i, &j))
	fmt.Println(i, j)
	p(fmt.Scan(&s))
	p(fmt.Scan(&s))
	_ = os.Stdin
}
func p(n int, err error) { fmt.Println(n, err) }

// expect: 0 EOF
// expect: 1 EOF
// expect: 1 expected integer
// expect: 2 <nil>
// expect: 5 7
// expect: 1 unexpected newline
// expect: 2 expected newline
// expect: 2 <nil>
// expect: 0 EOF
// expect: 4 unsigned integer overflow on token 300
// expect: ab cd 3.5 true 0
// expect: 4 <nil>
// expect: 31 -3 15 1000
// expect: 0 strconv.ParseInt: parsing "99999999999999999999": value out of range
// expect: 2 <nil>
// expect: q bytes
// expect: 2 <nil>
// expect: 12 foo
// expect: 1 input does not match format
// expect: 2 <nil>
// expect: 12 34
// expect: 2 <nil>
// expect: 97 5
// expect: 6 <nil>
// expect: 255 254 5 63 q s 4.5
// expect: 1 EOF
// expect: 2 <nil>
// expect: 1 too many operands
// expect: 1 too few operands for format '%d'
// expect: 1 newline in input does not match format
// expect: 0 bad verb '%z' for integer
// expect: 0 type not a pointer: int
// expect: 0 can't scan type: *struct {}
// expect: 1 <nil>
// expect: 0 strconv.ParseFloat: parsing "": invalid syntax
// expect: 0 expected integer
// expect: 0 strconv.ParseFloat: parsing "1e400": value out of range
// expect: 2 <nil>
// expect: 2 <nil>
// expect: " of"
// expect: 2 <nil>
// expect: 10 word
// expect: 1 <nil>
// expect: 2 <nil>
// expect: 30 40
// expect: 1 <nil>
// expect: 0 EOF
