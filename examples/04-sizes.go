package main

import (
	"fmt"
	"unsafe"
)

type mixed struct {
	flag  bool
	count int32
	total int64
}

// The type says how many bytes a variable takes, and the value lies in those bytes.
func main() {
	var flag bool
	var letter uint8
	var port uint16
	var count int32
	var total int64
	var ratio float32
	var text string
	var row [5]int16
	var record mixed
	var address *mixed
	fmt.Println(unsafe.Sizeof(flag), unsafe.Sizeof(letter), unsafe.Sizeof(port), unsafe.Sizeof(count))
	fmt.Println(unsafe.Sizeof(total), unsafe.Sizeof(ratio), unsafe.Sizeof(text), unsafe.Sizeof(row))
	fmt.Println(unsafe.Sizeof(record), unsafe.Sizeof(address))
	fmt.Println(flag, letter, port, count, total, ratio, text, row, record, address)
}
