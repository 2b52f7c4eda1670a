package main

import (
	"fmt"
	"strings"
)

func main() {
	fmt.Println(strings.Contains("seafood", "foo"), strings.Index("chicken", "ken"), strings.LastIndex("go gopher", "go"))
	fmt.Println(strings.Split("a,b,c", ","), len(strings.Split("", ",")), strings.SplitN("a,b,c,d", ",", 2), strings.Split("abc", ""))
	fmt.Println(strings.Join([]string{"x", "y"}, "-"), strings.Repeat("ab", 3), strings.Replace("oink oink oink", "k", "ky", 2))
	fmt.Println(strings.ReplaceAll("abc", "", "-"), strings.ToUpper("héllo"), strings.ToLower("ÀB"), strings.Title("her royal highness"))
	fmt.Printf("%q %q %q\n", strings.TrimSpace(" \t x y \n"), strings.Trim("xxhixx", "x"), strings.Fields("  foo bar  baz   "))
	fmt.Println(strings.TrimLeft("aab", "a"), strings.TrimRight("baa", "a"), strings.TrimPrefix("prefix", "pre"), strings.TrimSuffix("a.go", ".go"))
	fmt.Println(strings.HasPrefix("golang", "go"), strings.HasSuffix("golang", "ng"), strings.Count("cheese", "e"), strings.Count("five", ""))
	fmt.Println(strings.EqualFold("Go", "GO"), strings.Compare("a", "b"), strings.IndexByte("golang", 'l'), strings.IndexRune("chicken", 'k'))
	fmt.Println(strings.IndexAny("golang", "ny"), strings.ContainsRune("aé", 'é'), strings.ContainsAny("failure", "ui"), strings.SplitAfter("a,b", ","))
	before, after, found := strings.Cut("key=value", "=")
	fmt.Println(before, after, found)
	fmt.Println(strings.Map(func(r rune) rune {
		if r == 'a' {
			return 'A'
		}
		if r == 'x' {
			return -1
		}
		return r
	}, "banxana"))
	fmt.Println(strings.IndexFunc("ab1", func(r rune) bool { return r >= '0' && r <= '9' }))
	fmt.Printf("%q\n", strings.FieldsFunc("a1b2c", func(r rune) bool { return r < 'a' }))
	fmt.Println(strings.TrimFunc("123abc456", func(r rune) bool { return r < 'a' }))
	var builder strings.Builder
	for i := 0; i < 3; i++ {
		fmt.Fprintf(&builder, "%d,", i)
	}
	builder.WriteString("end")
	builder.WriteByte('!')
	builder.WriteRune('é')
	fmt.Println(builder.String(), builder.Len())
}

// expect: true 4 3
// expect: [a b c] 1 [a b,c,d] [a b c]
// expect: x-y ababab oinky oinky oink
// expect: -a-b-c- HÉLLO àb Her Royal Highness
// expect: "x y" "hi" ["foo" "bar" "baz"]
// expect: b b fix a
// expect: true true 3 5
// expect: true -1 2 4
// expect: 4 true true [a, b]
// expect: key value true
// expect: bAnAnA
// expect: 2
// expect: ["a" "b" "c"]
// expect: abc
// expect: 0,1,2,end!é 12
