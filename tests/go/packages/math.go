package main

import (
	"fmt"
	"math"
)

func main() {
	fmt.Println(math.Sqrt(2), math.Floor(-1.5), math.Ceil(1.2), math.Trunc(-1.7), math.Round(2.5), math.RoundToEven(2.5), math.Abs(-3))
	fmt.Println(math.Pow(2, 10), math.Mod(7, -3), math.Hypot(3, 4), math.Max(1, math.NaN()), math.Min(-0.5, 2), math.Cbrt(27))
	fmt.Println(math.MaxInt64, math.MinInt64, uint64(math.MaxUint64), math.MaxFloat64, math.SmallestNonzeroFloat64, math.Pi)
	fmt.Println(math.Inf(1), math.Inf(-1), math.IsNaN(math.NaN()), math.IsInf(math.Inf(-1), -1), math.Signbit(math.Copysign(0, -1)))
	fmt.Println(math.Modf(3.25))
	fmt.Println(math.Frexp(8))
	fmt.Println(math.Ldexp(0.5, 4), math.Float64bits(1), math.Float32bits(1), math.Float64frombits(0x4009_21fb_5444_2d18))
	fmt.Printf("%.12f %.12f %.12f %.12f\n", math.Sin(1), math.Cos(1), math.Exp(1), math.Log(10))
	fmt.Println(math.Log2(8), math.Log10(1000), math.Exp2(3), math.MaxInt8, math.MaxUint32)
}

// expect: 1.4142135623730951 -2 2 -1 3 2 3
// expect: 1024 1 5 NaN -0.5 3
// expect: 9223372036854775807 -9223372036854775808 18446744073709551615 1.7976931348623157e+308 5e-324 3.141592653589793
// expect: +Inf -Inf true true true
// expect: 3 0.25
// expect: 0.5 4
// expect: 8 4607182418800017408 1065353216 3.141592653589793
// expect: 0.841470984808 0.540302305868 2.718281828459 2.302585092994
// expect: 3 3 8 127 4294967295
