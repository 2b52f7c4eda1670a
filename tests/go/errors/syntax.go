// What the parser says.
package main

func main() {
	x := [3]int{1, 2, 3
	}
	if x == 1
	{
	}
	for i := 0; i < 3; i++
		println(i)
	y = = 2
	var 1a int
}

func (

// expect-error: syntax.go:5:21: syntax error: unexpected newline in composite literal; possibly missing comma or }
// expect-error: syntax.go:7:11: syntax error: unexpected newline, expecting { after if clause
// expect-error: syntax.go:10:24: syntax error: unexpected newline, expecting { after for clause
// expect-error: syntax.go:12:6: syntax error: unexpected =, expecting expression
// expect-error: syntax.go:13:2: syntax error: unexpected var at end of statement
// status: 1
