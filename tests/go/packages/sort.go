package main

import (
	"fmt"
	"sort"
)

type person struct {
	name string
	age  int
}

type byAge []person

func (a byAge) Len() int           { return len(a) }
func (a byAge) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a byAge) Less(i, j int) bool { return a[i].age < a[j].age }

func main() {
	numbers := make([]int, 0, 100)
	seed := 12345
	for i := 0; i < 100; i++ {
		seed = (seed*1103515245 + 12345) & 0x7fffffff
		numbers = append(numbers, seed%1000)
	}
	sort.Ints(numbers)
	fmt.Println(numbers, sort.IntsAreSorted(numbers))
	sort.Sort(sort.Reverse(sort.IntSlice(numbers)))
	fmt.Println(numbers[:5])
	words := []string{"pear", "apple", "fig"}
	sort.Strings(words)
	fmt.Println(words, sort.SearchStrings(words, "fig"))
	people := []person{{"a", 30}, {"b", 20}, {"c", 30}, {"d", 10}}
	sort.Stable(byAge(people))
	fmt.Println(people)
	sort.Slice(people, func(i, j int) bool { return people[i].name > people[j].name })
	fmt.Println(people)
	many := make([]person, 200)
	for i := range many {
		seed = (seed*1103515245 + 12345) & 0x7fffffff
		many[i] = person{fmt.Sprint(i), seed % 7}
	}
	sort.SliceStable(many, func(i, j int) bool { return many[i].age < many[j].age })
	fmt.Println(many)
	fmt.Println(sort.Search(100, func(i int) bool { return i*i >= 50 }), sort.SearchInts([]int{1, 3, 5}, 4))
}

// expect: [0 2 12 19 28 32 41 57 75 75 79 82 97 107 109 124 167 175 178 191 192 197 197 227 244 275 277 280 282 286 290 304 310 310 314 316 317 327 354 357 362 363 366 375 385 411 416 422 430 456 457 459 508 527 551 554 562 571 573 585 587 605 606 623 623 630 632 645 670 672 676 705 710 712 734 753 756 756 757 770 775 780 783 789 793 801 804 807 846 861 880 890 924 928 929 940 941 950 953 995] true
// expect: [995 953 950 941 940]
// expect: [apple fig pear] 1
// expect: [{d 10} {b 20} {a 30} {c 30}]
// expect: [{d 10} {c 30} {b 20} {a 30}]
// expect: [{2 0} {7 0} {8 0} {18 0} {23 0} {25 0} {39 0} {40 0} {46 0} {58 0} {69 0} {79 0} {80 0} {82 0} {91 0} {98 0} {102 0} {105 0} {120 0} {132 0} {136 0} {139 0} {145 0} {148 0} {154 0} {158 0} {163 0} {178 0} {185 0} {193 0} {5 1} {11 1} {13 1} {30 1} {32 1} {35 1} {41 1} {42 1} {43 1} {48 1} {50 1} {72 1} {85 1} {89 1} {90 1} {99 1} {101 1} {104 1} {108 1} {112 1} {121 1} {122 1} {124 1} {128 1} {140 1} {155 1} {160 1} {161 1} {164 1} {166 1} {173 1} {179 1} {181 1} {182 1} {188 1} {189 1} {194 1} {3 2} {9 2} {16 2} {21 2} {26 2} {33 2} {34 2} {36 2} {37 2} {44 2} {52 2} {56 2} {60 2} {62 2} {67 2} {71 2} {74 2} {78 2} {84 2} {87 2} {88 2} {93 2} {96 2} {117 2} {135 2} {137 2} {143 2} {151 2} {169 2} {172 2} {177 2} {180 2} {196 2} {198 2} {199 2} {1 3} {6 3} {12 3} {14 3} {15 3} {28 3} {31 3} {49 3} {53 3} {54 3} {61 3} {103 3} {106 3} {115 3} {116 3} {118 3} {130 3} {150 3} {152 3} {157 3} {183 3} {184 3} {186 3} {191 3} {4 4} {19 4} {24 4} {38 4} {45 4} {55 4} {59 4} {64 4} {65 4} {68 4} {92 4} {94 4} {111 4} {113 4} {119 4} {123 4} {133 4} {159 4} {165 4} {167 4} {174 4} {187 4} {0 5} {10 5} {22 5} {27 5} {51 5} {70 5} {73 5} {75 5} {76 5} {81 5} {86 5} {95 5} {97 5} {107 5} {125 5} {127 5} {129 5} {131 5} {134 5} {144 5} {156 5} {162 5} {171 5} {175 5} {195 5} {17 6} {20 6} {29 6} {47 6} {57 6} {63 6} {66 6} {77 6} {83 6} {100 6} {109 6} {110 6} {114 6} {126 6} {138 6} {141 6} {142 6} {146 6} {147 6} {149 6} {153 6} {168 6} {170 6} {176 6} {190 6} {192 6} {197 6}]
// expect: 8 2
