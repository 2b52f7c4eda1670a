// Wrong format strings are told in the output.
package main

import "fmt"

func main() {
	for _, format := range []string{"%z", "%d %d", "none", "%", "%[2]d", "%[x]d", "%*d", "%[1]*[1]d|", "%-[1]*.[1]*[1]d|", "%w",
		"100%%", "%!", "%-", "%.", "%[1", "%[]d", "%[1]", "% d %%", "%[5]d %d", "%[1]d %[1]d", "%.[2]d", "%2147483648d", "%é"} {
		fmt.Printf("%q\n", fmt.Sprintf(format, 5))
	}
	fmt.Println(fmt.Sprintf("%d", "hi"), fmt.Sprintf("%s", 5), fmt.Sprintf("%d", nil), fmt.Sprintf("%!"))
	fmt.Println(fmt.Sprintf("%*d", "x", 5), fmt.Sprintf("%.*d", -1, 5), fmt.Sprintf("%d", 1, 2, "three", nil, 4.5))
	fmt.Println(fmt.Sprintf("%p", 5), fmt.Sprintf("%t", []int{1}), fmt.Sprintf("%x", 2.5), fmt.Sprintf("%s", true))
}

// expect: "%!z(int=5)"
// expect: "5 %!d(MISSING)"
// expect: "none%!(EXTRA int=5)"
// expect: "%!(NOVERB)%!(EXTRA int=5)"
// expect: "%!d(BADINDEX)"
// expect: "%!d(BADINDEX)"
// expect: "%!d(MISSING)"
// expect: "    5|"
// expect: "00005|"
// expect: "%!w(int=5)"
// expect: "100%%!(EXTRA int=5)"
// expect: "%!!(int=5)"
// expect: "%!(NOVERB)%!(EXTRA int=5)"
// expect: "%!.(int=5)"
// expect: "%!(NOVERB)"
// expect: "%!d(BADINDEX)"
// expect: "%!(NOVERB)"
// expect: " 5 %"
// expect: "%!d(BADINDEX) 5"
// expect: "5 5"
// expect: "%!d(BADINDEX)"
// expect: "%!(NOVERB)%!(EXTRA int=5)"
// expect: "%!é(int=5)"
// expect: %!d(string=hi) %!s(int=5) %!d(<nil>) %!!(MISSING)
// expect: %!(BADWIDTH)5 %!(BADPREC)5 1%!(EXTRA int=2, string=three, <nil>, float64=4.5)
// expect: %!p(int=5) [%!t(int=1)] 0x1.4p+01 %!s(bool=true)
