package main

import "fmt"

type Key struct {
	a int
	b string
}

func main() {
	m := map[string]int{"one": 1, "two": 2}
	m["three"] = 3
	m["one"]++
	m["four"] += 4
	fmt.Println(m, len(m), m["none"])
	v, ok := m["two"]
	w, no := m["zzz"]
	fmt.Println(v, ok, w, no)
	delete(m, "two")
	delete(m, "zzz")
	_, ok = m["two"]
	fmt.Println(m, ok)
	total := 0
	for k, v := range m {
		total += len(k) * v
	}
	fmt.Println(total)
	for k := range m {
		delete(m, k)
	}
	fmt.Println(len(m))
	s := map[Key][]int{}
	s[Key{1, "x"}] = append(s[Key{1, "x"}], 5)
	s[Key{1, "x"}] = append(s[Key{1, "x"}], 6)
	fmt.Println(s, s[Key{2, "x"}] == nil)
	e := map[interface{}]string{1: "int", "1": "string", 1.0: "float", Key{1, "k"}: "key"}
	fmt.Println(e[1], e["1"], e[1.0], e[Key{1, "k"}], e[int8(1)] == "")
	n := map[int]map[int]bool{}
	for i := 0; i < 100; i++ {
		if n[i%10] == nil {
			n[i%10] = make(map[int]bool)
		}
		n[i%10][i] = true
	}
	fmt.Println(len(n), len(n[3]), n[3][13], n[3][14])
	var z map[string]bool
	fmt.Println(z["a"], len(z), z == nil)
	c := map[rune]int{}
	for _, r := range "mississippi" {
		c[r]++
	}
	fmt.Println(c['s'], c['i'], c)
}

// expect: map[four:4 one:2 three:3 two:2] 4 0
// expect: 2 true 0 false
// expect: map[four:4 one:2 three:3] false
// expect: 37
// expect: 0
// expect: map[{1 x}:[5 6]] true
// expect: int string float key true
// expect: 10 10 true false
// expect: false 0 true
// expect: 4 4 map[105:4 109:1 112:2 115:4]
