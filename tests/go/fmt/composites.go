// Structs, arrays, slices, maps, pointers to them, and interfaces holding them.
package main

import "fmt"

type Point struct {
	X, y int
}

type Nested struct {
	P     Point
	I     interface{}
	S     []string
	M     map[string]int
	A     [2]bool
	F     float32
	Next  *Nested
	Bytes []byte
	Func  func()
}

type Text string
type List []Point

func main() {
	nested := Nested{P: Point{1, 2}, I: 3.5, S: []string{"a", "b c"}, M: map[string]int{"z": 1, "a": 2}, Bytes: []byte("hi")}
	values := []interface{}{
		nested.P, &nested.P, nested, &[]int{1, 2}, &map[int]string{2: "x", 1: "y"},
		[]interface{}{1, "a", nil, 2.5}, []Text{"p", "q"}, [3]int8{1, -2, 3}, struct{}{},
		Text("s"), map[Point]bool{{2, 1}: true, {1, 9}: false}, (*Point)(nil), [][]int{{1}, {}, nil},
		map[string]interface{}{"k": []int{1}, "n": nil}, List{{1, 2}}, [2]byte{1, 2}, []byte(nil), map[int]int(nil),
		struct {
			A interface{}
			b interface{}
		}{1, "x"},
		map[float64]string{2.5: "b", -1: "a"}, [][2]string{{"a", "b"}},
	}
	for i, value := range values {
		for _, format := range []string{"%v", "%+v", "%#v", "%d", "%s", "%q", "%x", "%T", "%6.2v|", "%t"} {
			fmt.Printf("%d %s %s|\n", i, format[1:], fmt.Sprintf(format, value))
		}
	}
}

// expect: 0 v {1 2}|
// expect: 0 +v {X:1 y:2}|
// expect: 0 #v main.Point{X:1, y:2}|
// expect: 0 d {1 2}|
// expect: 0 s {%!s(int=1) %!s(int=2)}|
// expect: 0 q {'\x01' '\x02'}|
// expect: 0 x {1 2}|
// expect: 0 T main.Point|
// expect: 0 6.2v| {    01     02}||
// expect: 0 t {%!t(int=1) %!t(int=2)}|
// expect: 1 v &{1 2}|
// expect: 1 +v &{X:1 y:2}|
// expect: 1 #v &main.Point{X:1, y:2}|
// expect: 1 d &{1 2}|
// expect: 1 s &{%!s(int=1) %!s(int=2)}|
// expect: 1 q &{'\x01' '\x02'}|
// expect: 1 x &{1 2}|
// expect: 1 T *main.Point|
// expect: 1 6.2v| &{    01     02}||
// expect: 1 t &{%!t(int=1) %!t(int=2)}|
// expect: 2 v {{1 2} 3.5 [a b c] map[a:2 z:1] [false false] 0 <nil> [104 105] <nil>}|
// expect: 2 +v {P:{X:1 y:2} I:3.5 S:[a b c] M:map[a:2 z:1] A:[false false] F:0 Next:<nil> Bytes:[104 105] Func:<nil>}|
// expect: 2 #v main.Nested{P:main.Point{X:1, y:2}, I:3.5, S:[]string{"a", "b c"}, M:map[string]int{"a":2, "z":1}, A:[2]bool{false, false}, F:0, Next:(*main.Nested)(nil), Bytes:[]uint8{0x68, 0x69}, Func:(func())(nil)}|
// expect: 2 d {{1 2} %!d(float64=3.5) [%!d(string=a) %!d(string=b c)] map[%!d(string=a):2 %!d(string=z):1] [%!d(bool=false) %!d(bool=false)] %!d(float32=0) 0 [104 105] 0}|
// expect: 2 s {{%!s(int=1) %!s(int=2)} %!s(float64=3.5) [a b c] map[a:%!s(int=2) z:%!s(int=1)] [%!s(bool=false) %!s(bool=false)] %!s(float32=0) %!s(*main.Nested=<nil>) hi %!s(func()=<nil>)}|
// expect: 2 q {{'\x01' '\x02'} %!q(float64=3.5) ["a" "b c"] map["a":'\x02' "z":'\x01'] [%!q(bool=false) %!q(bool=false)] %!q(float32=0) %!q(*main.Nested=<nil>) "hi" %!q(func()=<nil>)}|
// expect: 2 x {{1 2} 0x1.cp+01 [61 622063] map[61:2 7a:1] [%!x(bool=false) %!x(bool=false)] 0x0p+00 0 6869 0}|
// expect: 2 T main.Nested|
// expect: 2 6.2v| {{    01     02}    3.5 [     a     b ] map[     a:    02      z:    01] [ false  false]      0  <nil> [   104    105]  <nil>}||
// expect: 2 t {{%!t(int=1) %!t(int=2)} %!t(float64=3.5) [%!t(string=a) %!t(string=b c)] map[%!t(string=a):%!t(int=2) %!t(string=z):%!t(int=1)] [false false] %!t(float32=0) %!t(*main.Nested=<nil>) [%!t(uint8=104) %!t(uint8=105)] %!t(func()=<nil>)}|
// expect: 3 v &[1 2]|
// expect: 3 +v &[1 2]|
// expect: 3 #v &[]int{1, 2}|
// expect: 3 d &[1 2]|
// expect: 3 s &[%!s(int=1) %!s(int=2)]|
// expect: 3 q &['\x01' '\x02']|
// expect: 3 x &[1 2]|
// expect: 3 T *[]int|
// expect: 3 6.2v| &[    01     02]||
// expect: 3 t &[%!t(int=1) %!t(int=2)]|
// expect: 4 v &map[1:y 2:x]|
// expect: 4 +v &map[1:y 2:x]|
// expect: 4 #v &map[int]string{1:"y", 2:"x"}|
// expect: 4 d &map[1:%!d(string=y) 2:%!d(string=x)]|
// expect: 4 s &map[%!s(int=1):y %!s(int=2):x]|
// expect: 4 q &map['\x01':"y" '\x02':"x"]|
// expect: 4 x &map[1:79 2:78]|
// expect: 4 T *map[int]string|
// expect: 4 6.2v| &map[    01:     y     02:     x]||
// expect: 4 t &map[%!t(int=1):%!t(string=y) %!t(int=2):%!t(string=x)]|
// expect: 5 v [1 a <nil> 2.5]|
// expect: 5 +v [1 a <nil> 2.5]|
// expect: 5 #v []interface {}{1, "a", interface {}(nil), 2.5}|
// expect: 5 d [1 %!d(string=a) <nil> %!d(float64=2.5)]|
// expect: 5 s [%!s(int=1) a <nil> %!s(float64=2.5)]|
// expect: 5 q ['\x01' "a" <nil> %!q(float64=2.5)]|
// expect: 5 x [1 61 <nil> 0x1.4p+01]|
// expect: 5 T []interface {}|
// expect: 5 6.2v| [    01      a <nil>    2.5]||
// expect: 5 t [%!t(int=1) %!t(string=a) <nil> %!t(float64=2.5)]|
// expect: 6 v [p q]|
// expect: 6 +v [p q]|
// expect: 6 #v []main.Text{"p", "q"}|
// expect: 6 d [%!d(main.Text=p) %!d(main.Text=q)]|
// expect: 6 s [p q]|
// expect: 6 q ["p" "q"]|
// expect: 6 x [70 71]|
// expect: 6 T []main.Text|
// expect: 6 6.2v| [     p      q]||
// expect: 6 t [%!t(main.Text=p) %!t(main.Text=q)]|
// expect: 7 v [1 -2 3]|
// expect: 7 +v [1 -2 3]|
// expect: 7 #v [3]int8{1, -2, 3}|
// expect: 7 d [1 -2 3]|
// expect: 7 s [%!s(int8=1) %!s(int8=-2) %!s(int8=3)]|
// expect: 7 q ['\x01' '�' '\x03']|
// expect: 7 x [1 -2 3]|
// expect: 7 T [3]int8|
// expect: 7 6.2v| [    01    -02     03]||
// expect: 7 t [%!t(int8=1) %!t(int8=-2) %!t(int8=3)]|
// expect: 8 v {}|
// expect: 8 +v {}|
// expect: 8 #v struct {}{}|
// expect: 8 d {}|
// expect: 8 s {}|
// expect: 8 q {}|
// expect: 8 x {}|
// expect: 8 T struct {}|
// expect: 8 6.2v| {}||
// expect: 8 t {}|
// expect: 9 v s|
// expect: 9 +v s|
// expect: 9 #v "s"|
// expect: 9 d %!d(main.Text=s)|
// expect: 9 s s|
// expect: 9 q "s"|
// expect: 9 x 73|
// expect: 9 T main.Text|
// expect: 9 6.2v|      s||
// expect: 9 t %!t(main.Text=s)|
// expect: 10 v map[{1 9}:false {2 1}:true]|
// expect: 10 +v map[{X:1 y:9}:false {X:2 y:1}:true]|
// expect: 10 #v map[main.Point]bool{main.Point{X:1, y:9}:false, main.Point{X:2, y:1}:true}|
// expect: 10 d map[{1 9}:%!d(bool=false) {2 1}:%!d(bool=true)]|
// expect: 10 s map[{%!s(int=1) %!s(int=9)}:%!s(bool=false) {%!s(int=2) %!s(int=1)}:%!s(bool=true)]|
// expect: 10 q map[{'\x01' '\t'}:%!q(bool=false) {'\x02' '\x01'}:%!q(bool=true)]|
// expect: 10 x map[{1 9}:%!x(bool=false) {2 1}:%!x(bool=true)]|
// expect: 10 T map[main.Point]bool|
// expect: 10 6.2v| map[{    01     09}: false {    02     01}:  true]||
// expect: 10 t map[{%!t(int=1) %!t(int=9)}:false {%!t(int=2) %!t(int=1)}:true]|
// expect: 11 v <nil>|
// expect: 11 +v <nil>|
// expect: 11 #v (*main.Point)(nil)|
// expect: 11 d 0|
// expect: 11 s %!s(*main.Point=<nil>)|
// expect: 11 q %!q(*main.Point=<nil>)|
// expect: 11 x 0|
// expect: 11 T *main.Point|
// expect: 11 6.2v|  <nil>||
// expect: 11 t %!t(*main.Point=<nil>)|
// expect: 12 v [[1] [] []]|
// expect: 12 +v [[1] [] []]|
// expect: 12 #v [][]int{[]int{1}, []int{}, []int(nil)}|
// expect: 12 d [[1] [] []]|
// expect: 12 s [[%!s(int=1)] [] []]|
// expect: 12 q [['\x01'] [] []]|
// expect: 12 x [[1] [] []]|
// expect: 12 T [][]int|
// expect: 12 6.2v| [[    01] [] []]||
// expect: 12 t [[%!t(int=1)] [] []]|
// expect: 13 v map[k:[1] n:<nil>]|
// expect: 13 +v map[k:[1] n:<nil>]|
// expect: 13 #v map[string]interface {}{"k":[]int{1}, "n":interface {}(nil)}|
// expect: 13 d map[%!d(string=k):[1] %!d(string=n):<nil>]|
// expect: 13 s map[k:[%!s(int=1)] n:<nil>]|
// expect: 13 q map["k":['\x01'] "n":<nil>]|
// expect: 13 x map[6b:[1] 6e:<nil>]|
// expect: 13 T map[string]interface {}|
// expect: 13 6.2v| map[     k:[    01]      n:<nil>]||
// expect: 13 t map[%!t(string=k):[%!t(int=1)] %!t(string=n):<nil>]|
// expect: 14 v [{1 2}]|
// expect: 14 +v [{X:1 y:2}]|
// expect: 14 #v main.List{main.Point{X:1, y:2}}|
// expect: 14 d [{1 2}]|
// expect: 14 s [{%!s(int=1) %!s(int=2)}]|
// expect: 14 q [{'\x01' '\x02'}]|
// expect: 14 x [{1 2}]|
// expect: 14 T main.List|
// expect: 14 6.2v| [{    01     02}]||
// expect: 14 t [{%!t(int=1) %!t(int=2)}]|
// expect: 15 v [1 2]|
// expect: 15 +v [1 2]|
// expect: 15 #v [2]uint8{0x1, 0x2}|
// expect: 15 d [1 2]|
// expect: 15 s |
// expect: 15 q "\x01\x02"|
// expect: 15 x 0102|
// expect: 15 T [2]uint8|
// expect: 15 6.2v| [    01     02]||
// expect: 15 t [%!t(uint8=1) %!t(uint8=2)]|
// expect: 16 v []|
// expect: 16 +v []|
// expect: 16 #v []byte(nil)|
// expect: 16 d []|
// expect: 16 s |
// expect: 16 q ""|
// expect: 16 x |
// expect: 16 T []uint8|
// expect: 16 6.2v| []||
// expect: 16 t []|
// expect: 17 v map[]|
// expect: 17 +v map[]|
// expect: 17 #v map[int]int(nil)|
// expect: 17 d map[]|
// expect: 17 s map[]|
// expect: 17 q map[]|
// expect: 17 x map[]|
// expect: 17 T map[int]int|
// expect: 17 6.2v| map[]||
// expect: 17 t map[]|
// expect: 18 v {1 x}|
// expect: 18 +v {A:1 b:x}|
// expect: 18 #v struct { A interface {}; b interface {} }{A:1, b:"x"}|
// expect: 18 d {1 %!d(string=x)}|
// expect: 18 s {%!s(int=1) x}|
// expect: 18 q {'\x01' "x"}|
// expect: 18 x {1 78}|
// expect: 18 T struct { A interface {}; b interface {} }|
// expect: 18 6.2v| {    01      x}||
// expect: 18 t {%!t(int=1) %!t(string=x)}|
// expect: 19 v map[-1:a 2.5:b]|
// expect: 19 +v map[-1:a 2.5:b]|
// expect: 19 #v map[float64]string{-1:"a", 2.5:"b"}|
// expect: 19 d map[%!d(float64=-1):%!d(string=a) %!d(float64=2.5):%!d(string=b)]|
// expect: 19 s map[%!s(float64=-1):a %!s(float64=2.5):b]|
// expect: 19 q map[%!q(float64=-1):"a" %!q(float64=2.5):"b"]|
// expect: 19 x map[-0x1p+00:61 0x1.4p+01:62]|
// expect: 19 T map[float64]string|
// expect: 19 6.2v| map[    -1:     a    2.5:     b]||
// expect: 19 t map[%!t(float64=-1):%!t(string=a) %!t(float64=2.5):%!t(string=b)]|
// expect: 20 v [[a b]]|
// expect: 20 +v [[a b]]|
// expect: 20 #v [][2]string{[2]string{"a", "b"}}|
// expect: 20 d [[%!d(string=a) %!d(string=b)]]|
// expect: 20 s [[a b]]|
// expect: 20 q [["a" "b"]]|
// expect: 20 x [[61 62]]|
// expect: 20 T [][2]string|
// expect: 20 6.2v| [[     a      b]]||
// expect: 20 t [[%!t(string=a) %!t(string=b)]]|
