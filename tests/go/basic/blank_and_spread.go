// A blank variable's value is computed and forgotten; println takes several results of one call.
package main

import (
	"fmt"
	"os"
)

func two() (int, string) { return 2, "two" }

type number int

func value() number {
	fmt.Println("computed") // expect: computed
	return 4
}

func main() {
	x := 3
	var _ interface{} = x
	var _ = x
	var _ fmt.Stringer = (fmt.Stringer)(nil)
	var _ number = value()
	var _, y = two()
	println(two())
	print(two())
	println()
	fmt.Fprintln(os.Stdout, y) // expect: two
	// expect-error: 2 two
	// expect-error: 2two
}
