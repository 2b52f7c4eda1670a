// Much garbage, and a little that must survive: lists, maps, slices, strings, closures.
package main

import "fmt"

type node struct {
	value int
	next  *node
	name  string
}

func build(n int) *node {
	var list *node
	for i := 0; i < n; i++ {
		list = &node{i, list, fmt.Sprint("node", i)}
	}
	return list
}

func sum(list *node) (total int, names int) {
	for ; list != nil; list = list.next {
		total += list.value
		names += len(list.name)
	}
	return
}

func main() {
	keep := build(2000)
	words := map[string][]int{}
	var functions []func() int
	for round := 0; round < 30; round++ {
		total, names := sum(build(3000))
		if total != 4498500 || names != 22890 {
			fmt.Println("wrong", total, names)
		}
		key := fmt.Sprintf("key%d", round%7)
		words[key] = append(words[key], round)
		value := round
		functions = append(functions, func() int { value++; return value })
		text := ""
		for i := 0; i < 300; i++ {
			text += "x"
		}
		if len(text) != 300 {
			fmt.Println("wrong text")
		}
	}
	total, names := sum(keep)
	fmt.Println(total, names)
	fmt.Println(words)
	last := 0
	for _, f := range functions {
		last = f()
	}
	fmt.Println(len(functions), last)
	big := make([][]byte, 0)
	for i := 0; i < 200; i++ {
		block := make([]byte, 100000)
		block[i] = byte(i)
		if i%50 == 0 {
			big = append(big, block)
		}
	}
	for i, block := range big {
		fmt.Print(block[i*50], " ")
	}
	fmt.Println("done")
}

// expect: 1999000 14890
// expect: map[key0:[0 7 14 21 28] key1:[1 8 15 22 29] key2:[2 9 16 23] key3:[3 10 17 24] key4:[4 11 18 25] key5:[5 12 19 26] key6:[6 13 20 27]]
// expect: 30 30
// expect: 0 50 100 150 done
