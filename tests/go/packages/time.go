package main

import (
	"fmt"
	"strings"
	"time"
	"unsafe"
)

func main() {
	var zero time.Time
	t := time.Unix(1700000000, -5)
	u := t.Add(1500 * time.Millisecond)
	fmt.Println(zero.IsZero(), time.Unix(0, 0).IsZero(), t.Unix(), t.UnixNano(), u.UnixMilli()) // expect: true false 1699999999 1699999999999999995 1700000001499
	fmt.Println(u.Sub(t), t.Sub(u), t.Before(u), u.After(t), t.Equal(u.Add(-1500*time.Millisecond))) // expect: 1.5s -1.5s true true true
	fmt.Println(zero.Sub(t), t.Sub(zero), zero.Unix()) // expect: -2562047h47m16.854775808s 2562047h47m16.854775807s -62135596800
	fmt.Println(time.Unix(-1, 999999999).UnixNano(), time.Unix(5, 3e9).Unix(), time.UTC, time.Local) // expect: -1 8 UTC Local
	fmt.Println(time.Since(t) > 0, time.Until(t) < 0) // expect: true true

	// A Builder knows its own address, and may be used nowhere else.
	var b strings.Builder
	b.WriteRune('é')
	b.Grow(10)
	c := b
	fmt.Println(b.String(), b.Len(), b.Cap() >= 12) // expect: é 2 true
	c.Reset()
	c.WriteString("x")
	fmt.Println(c.String(), unsafe.Sizeof(b), unsafe.Sizeof(t)) // expect: x 32 24
	defer func() { fmt.Println(recover()) }() // expect: strings: illegal use of non-zero Builder copied by value
	d := c
	d.WriteByte('x')
}
