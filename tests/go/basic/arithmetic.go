package main

import "fmt"

func main() {
	var a, b int = 17, 5
	fmt.Println(a+b, a-b, a*b, a/b, a%b)
	fmt.Println(-a/b, -a%b, a/-b, a%-b)
	fmt.Println(a&b, a|b, a^b, a&^b, ^a)
	fmt.Println(a<<3, a>>2, -a>>1, a<<63, a<<64>>1)
	var u8 uint8 = 250
	u8 += 10
	fmt.Println(u8, u8-5, u8*100, ^u8)
	var i8 int8 = 127
	i8++
	fmt.Println(i8, -i8, i8-1, i8/-1)
	var i16 int16 = -32768
	fmt.Println(i16, -i16, i16/-1, i16%-1)
	var u16 uint16 = 65535
	fmt.Println(u16+1, u16*u16, u16<<1, u16>>15)
	var i32 int32 = 1 << 30
	fmt.Println(i32*2, i32*4, i32+i32+i32)
	var u32 uint32 = 1<<32 - 1
	fmt.Println(u32+1, u32*u32, -u32)
	var i64 int64 = 1<<63 - 1
	fmt.Println(i64+1, i64*2, -i64)
	var u64 uint64 = 1<<64 - 1
	fmt.Println(u64, u64+1, u64/3, u64%10, u64>>60)
	var s uint = 70
	fmt.Println(1<<s == 0, int32(-8)>>s, uint8(255)>>s)
	var f, g float64 = 1.5, 0.25
	fmt.Println(f+g, f-g, f*g, f/g, -f)
	var h float32 = 0.1
	fmt.Println(h, h*3, float64(h), h+0.2)
	fmt.Println(7/2, 7/2.0, 7%3, 1<<10)
	x := 10
	x += 5
	x -= 3
	x *= 4
	x /= 5
	x %= 7
	x <<= 4
	x |= 3
	x &= 0x1f
	x ^= 1
	x &^= 2
	x >>= 1
	fmt.Println(x)
	x++
	x--
	x--
	fmt.Println(x)
	var c complex128 = complex(1, 2)
	d := c * complex(3, -1)
	fmt.Println(c, d, c+d, d-c, d/c, real(d), imag(d), c == d, -c)
}

// expect: 22 12 85 3 2
// expect: -3 -2 -3 2
// expect: 1 21 20 16 -18
// expect: 136 4 -9 -9223372036854775808 0
// expect: 4 255 144 251
// expect: -128 -128 127 -128
// expect: -32768 -32768 -32768 0
// expect: 0 1 65534 1
// expect: -2147483648 0 -1073741824
// expect: 0 1 1
// expect: -9223372036854775808 -2 -9223372036854775807
// expect: 18446744073709551615 0 6148914691236517205 5 15
// expect: true -1 0
// expect: 1.75 1.25 0.375 6 -1.5
// expect: 0.1 0.3 0.10000000149011612 0.3
// expect: 3 3.5 1 1024
// expect: 0
// expect: -1
// expect: (1+2i) (5+5i) (6+7i) (4+3i) (3-1i) 5 5 false (-1-2i)
