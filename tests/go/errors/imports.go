// A package that does not exist.
package main

import (
	"fmt"
	"no/such/package"
)

func main() { fmt.Println() }

// expect-error: imports.go:6:2: package no/such/package is not in GOROOT (/usr/lib/go-1.19/src/no/such/package)
// status: 1
