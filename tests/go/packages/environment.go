// What a program sees of its environment.
package main

import (
	"fmt"
	"os"
)

func main() {
	path, found := os.LookupEnv("PATH")
	fmt.Println(found, path != "", path == os.Getenv("PATH")) // expect: true true true
	none, found := os.LookupEnv("NOBODY_HAS_SET_THIS")
	fmt.Printf("%q %v\n", none, found)                                         // expect: "" false
	fmt.Printf("%q %q\n", os.Getenv(""), os.Getenv("PATH\x00")+os.Getenv("=")) // expect: "" ""
}
