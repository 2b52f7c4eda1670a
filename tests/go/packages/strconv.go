package main

import (
	"fmt"
	"strconv"
)

func main() {
	fmt.Println(strconv.Itoa(-45), strconv.FormatInt(255, 16), strconv.FormatInt(-35, 36), strconv.FormatUint(1<<63, 2))
	for _, text := range []string{"42", "-7", "+5", "", "x1", "99999999999999999999", "1_000", "0x1f", " 1"} {
		value, err := strconv.Atoi(text)
		fmt.Println(value, err)
	}
	for _, text := range []string{"0x1F", "0b101", "0o17", "017", "1_000", "0x_1", "1__0", "-0x80"} {
		value, err := strconv.ParseInt(text, 0, 64)
		fmt.Println(value, err)
	}
	fmt.Println(strconv.ParseInt("128", 10, 8))
	fmt.Println(strconv.ParseInt("-129", 10, 8))
	fmt.Println(strconv.ParseUint("300", 10, 8))
	fmt.Println(strconv.ParseUint("-1", 10, 64))
	fmt.Println(strconv.ParseInt("zz", 36, 64))
	fmt.Println(strconv.ParseInt("1", 1, 64))
	for _, text := range []string{"3.14", "1e400", "-inf", "NaN", "0x1p-2", "1e", ".5", "5.", "abc", "1e-400", "+1.5E3"} {
		value, err := strconv.ParseFloat(text, 64)
		fmt.Println(value, err)
	}
	fmt.Println(strconv.FormatFloat(3.0, 'f', -1, 64), strconv.FormatFloat(1.0/3, 'g', 5, 64), strconv.FormatFloat(0.1, 'e', -1, 32))
	fmt.Println(strconv.Quote("hi\n\"é\x00"), strconv.QuoteToASCII("é"), strconv.QuoteRune('☺'))
	for _, text := range []string{`"a\tb\u00e9"`, "`raw\\n`", `'x'`, `"bad`, `"\q"`, `'ab'`, ``} {
		value, err := strconv.Unquote(text)
		fmt.Printf("%q %v\n", value, err)
	}
	fmt.Println(strconv.ParseBool("true"))
	fmt.Println(strconv.ParseBool("maybe"))
	fmt.Println(strconv.FormatBool(false))
	_, err := strconv.Atoi("q")
	number := err.(*strconv.NumError)
	fmt.Println(number.Func, number.Num, number.Err == strconv.ErrSyntax)
}

// expect: -45 ff -z 1000000000000000000000000000000000000000000000000000000000000000
// expect: 42 <nil>
// expect: -7 <nil>
// expect: 5 <nil>
// expect: 0 strconv.Atoi: parsing "": invalid syntax
// expect: 0 strconv.Atoi: parsing "x1": invalid syntax
// expect: 9223372036854775807 strconv.Atoi: parsing "99999999999999999999": value out of range
// expect: 0 strconv.Atoi: parsing "1_000": invalid syntax
// expect: 0 strconv.Atoi: parsing "0x1f": invalid syntax
// expect: 0 strconv.Atoi: parsing " 1": invalid syntax
// expect: 31 <nil>
// expect: 5 <nil>
// expect: 15 <nil>
// expect: 15 <nil>
// expect: 1000 <nil>
// expect: 1 <nil>
// expect: 0 strconv.ParseInt: parsing "1__0": invalid syntax
// expect: -128 <nil>
// expect: 127 strconv.ParseInt: parsing "128": value out of range
// expect: -128 strconv.ParseInt: parsing "-129": value out of range
// expect: 255 strconv.ParseUint: parsing "300": value out of range
// expect: 0 strconv.ParseUint: parsing "-1": invalid syntax
// expect: 1295 <nil>
// expect: 0 strconv.ParseInt: parsing "1": invalid base 1
// expect: 3.14 <nil>
// expect: +Inf strconv.ParseFloat: parsing "1e400": value out of range
// expect: -Inf <nil>
// expect: NaN <nil>
// expect: 0.25 <nil>
// expect: 0 strconv.ParseFloat: parsing "1e": invalid syntax
// expect: 0.5 <nil>
// expect: 5 <nil>
// expect: 0 strconv.ParseFloat: parsing "abc": invalid syntax
// expect: 0 <nil>
// expect: 1500 <nil>
// expect: 3 0.33333 1e-01
// expect: "hi\n\"é\x00" "\u00e9" '☺'
// expect: "a\tbé" <nil>
// expect: "raw\\n" <nil>
// expect: "x" <nil>
// expect: "" invalid syntax
// expect: "" invalid syntax
// expect: "" invalid syntax
// expect: "" invalid syntax
// expect: true <nil>
// expect: false strconv.ParseBool: parsing "maybe": invalid syntax
// expect: false
// expect: Atoi q true
