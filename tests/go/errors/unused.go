// Names that nobody uses.
package main

import (
	"fmt"
	str "strings"
)

func f(unusedParameterIsFine int) {
	x := 1
	var y int
	y = 2
	for i := range []int{1} {
	}
	func() {
		z := 3
	}()
	switch t := any(x).(type) {
	case int:
	}
}

func main() {
	var x int
}

// expect-error: unused.go:5:2: imported and not used: "fmt"
// expect-error: unused.go:6:2: imported and not used: "strings" as str
// expect-error: unused.go:11:6: y declared but not used
// expect-error: unused.go:13:6: i declared but not used
// expect-error: unused.go:16:3: z declared but not used
// expect-error: unused.go:18:9: t declared but not used
// expect-error: unused.go:24:6: x declared but not used
// status: 1
