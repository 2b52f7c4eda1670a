// Strings and bytes under every verb that takes them.
package main

import "fmt"

func main() {
	for _, text := range []string{"", "hello", "héllo\n\t\"q`", "日本語", "a\xffb", "\x00\u00ad\U0001F600\a"} {
		fmt.Printf("%q %+q %#q %x % X %#x|\n", text, text, text, text, text, text)
	}
	fmt.Printf("[%s] [%8s] [%-8s] [%.2s] [%8.3s] [%08s]\n", "héllo", "héllo", "héllo", "héllo", "héllo", "héllo")
	fmt.Printf("%v %d %t %c\n", "s", "s", "s", "s")
	bytes := []byte("ab~")
	fmt.Println(bytes)
	fmt.Printf("%v %s %x %q %d %X %#v % x\n", bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes)
	fmt.Printf("%t %v %5t|%-7t|%q\n", true, false, true, false, true)
	fmt.Printf("%c%c%c %q %U\n", 'G', 'o', '世', '\'', '⌘')
	fmt.Print("a", "b", 1, 2, "c", 3.5, nil, 'x', "\n")
	fmt.Print(1, 2, "\n")
	fmt.Println("end", "of", 4, "words")
	fmt.Println()
	fmt.Println(fmt.Sprint("x", 1, 2, "y") + fmt.Sprintf("<%03d>", 7) + fmt.Sprintln("!", 1))
	count, err := fmt.Println("12345")
	fmt.Println(count, err)
}

// expect: "" "" ``   |
// expect: "hello" "hello" `hello` 68656c6c6f 68 65 6C 6C 6F 0x68656c6c6f|
// expect: "héllo\n\t\"q`" "h\u00e9llo\n\t\"q`" "héllo\n\t\"q`" 68c3a96c6c6f0a09227160 68 C3 A9 6C 6C 6F 0A 09 22 71 60 0x68c3a96c6c6f0a09227160|
// expect: "日本語" "\u65e5\u672c\u8a9e" `日本語` e697a5e69cace8aa9e E6 97 A5 E6 9C AC E8 AA 9E 0xe697a5e69cace8aa9e|
// expect: "a\xffb" "a\xffb" "a\xffb" 61ff62 61 FF 62 0x61ff62|
// expect: "\x00\u00ad😀\a" "\x00\u00ad\U0001f600\a" "\x00\u00ad😀\a" 00c2adf09f988007 00 C2 AD F0 9F 98 80 07 0x00c2adf09f988007|
// expect: [héllo] [   héllo] [héllo   ] [hé] [     hél] [000héllo]
// expect: s %!d(string=s) %!t(string=s) %!c(string=s)
// expect: [97 98 126]
// expect: [97 98 126] ab~ 61627e "ab~" [97 98 126] 61627E []byte{0x61, 0x62, 0x7e} 61 62 7e
// expect: true false  true|false  |%!q(bool=true)
// expect: Go世 '\'' U+2318
// expect: ab1 2c3.5 <nil> 120
// expect: 1 2
// expect: end of 4 words
// expect:
// expect: x1 2y<007>! 1
// expect:
// expect: 12345
// expect: 6 <nil>
