// Integers under every verb that takes them, with flags, width and precision.
package main

import "fmt"

func main() {
	for _, format := range []string{"%d", "%5d|", "%-5d|", "%05d", "%+d", "% d", "%x", "%X", "%#x", "%o", "%O", "%#o",
		"%b", "%#b", "%.3d", "%8.3d|", "%+06d", "%U", "%#U", "%c", "%q", "%v", "%#v", "%e", "%s", "%t"} {
		fmt.Printf(format+" "+format+" "+format+"\n", 65, -7, 8364)
	}
	fmt.Println(int8(-128), int16(32767), int32(-1), int64(-1<<63), uint8(255), uint64(1<<64-1), uintptr(7))
	fmt.Printf("%T %T %T %T\n", byte(1), 'x', uint(1), int64(1))
	fmt.Printf("%*d|%-*d|%.*d\n", 6, 42, 6, 42, 4, 42)
	fmt.Printf("%[2]d %[1]d %d\n", 1, 2)
	fmt.Printf("%[3]*.[2]*[1]f|\n", 12.0, 2, 6)
	fmt.Printf("%6.2f%%\n", 99.5)
}

// expect: 65 -7 8364
// expect:    65|    -7|  8364|
// expect: 65   | -7   | 8364 |
// expect: 00065 -0007 08364
// expect: +65 -7 +8364
// expect:  65 -7  8364
// expect: 41 -7 20ac
// expect: 41 -7 20AC
// expect: 0x41 -0x7 0x20ac
// expect: 101 -7 20254
// expect: 0o101 -0o7 0o20254
// expect: 0101 -07 020254
// expect: 1000001 -111 10000010101100
// expect: 0b1000001 -0b111 0b10000010101100
// expect: 065 -007 8364
// expect:      065|     -007|     8364|
// expect: +00065 -00007 +08364
// expect: U+0041 U+FFFFFFFFFFFFFFF9 U+20AC
// expect: U+0041 'A' U+FFFFFFFFFFFFFFF9 U+20AC '€'
// expect: A � €
// expect: 'A' '�' '€'
// expect: 65 -7 8364
// expect: 65 -7 8364
// expect: %!e(int=65) %!e(int=-7) %!e(int=8364)
// expect: %!s(int=65) %!s(int=-7) %!s(int=8364)
// expect: %!t(int=65) %!t(int=-7) %!t(int=8364)
// expect: -128 32767 -1 -9223372036854775808 255 18446744073709551615 7
// expect: uint8 int32 uint int64
// expect:     42|42    |0042
// expect: 2 1 2
// expect:  12.00|
// expect:  99.50%
