package main

import "fmt"

type Point struct{ X, Y int }

type Line struct {
	From, To Point
	Name     string
	Width    uint8
}

type Node struct {
	Value int
	Next  *Node
}

func move(p Point, dx int) Point {
	p.X += dx
	return p
}

func moveAt(p *Point, dx int) {
	p.X += dx
	p.Y = -p.Y
}

func main() {
	var p Point
	fmt.Println(p)
	p.X = 3
	q := p
	q.Y = 4
	fmt.Println(p, q, p == q, p == Point{3, 0})
	l := Line{From: p, To: Point{10, 20}, Width: 2}
	l.Name = "line"
	l.To.Y++
	m := l
	m.From.X = 99
	fmt.Println(l, m, l != m)
	fmt.Printf("%v %+v %T\n", l, l, l)
	fmt.Println(move(p, 5), p)
	moveAt(&p, 7)
	fmt.Println(p)
	pp := &l.To
	pp.X = -1
	(*pp).Y = -2
	fmt.Println(l.To, *pp)
	var list *Node
	for i := 0; i < 4; i++ {
		list = &Node{i * i, list}
	}
	for n := list; n != nil; n = n.Next {
		fmt.Print(n.Value, " ")
	}
	fmt.Println("|")
	anon := struct {
		A int
		B string
	}{1, "two"}
	fmt.Println(anon, anon.B)
	points := [2]Point{{1, 2}, {3, 4}}
	points[1].X = 30
	copyOf := points
	copyOf[0] = Point{9, 9}
	fmt.Println(points, copyOf, points == copyOf)
	a, b := Point{1, 2}, Point{3, 4}
	a, b = b, a
	fmt.Println(a, b)
	p = Point{p.Y, p.X}
	fmt.Println(p)
	type local struct {
		Point
		tag byte
	}
	e := local{Point{5, 6}, 'x'}
	e.X = 50
	fmt.Println(e, e.X, e.Point.Y)
}

// expect: {0 0}
// expect: {3 0} {3 4} false true
// expect: {{3 0} {10 21} line 2} {{99 0} {10 21} line 2} true
// expect: {{3 0} {10 21} line 2} {From:{X:3 Y:0} To:{X:10 Y:21} Name:line Width:2} main.Line
// expect: {8 0} {3 0}
// expect: {10 0}
// expect: {-1 -2} {-1 -2}
// expect: 9 4 1 0 |
// expect: {1 two} two
// expect: [{1 2} {30 4}] [{9 9} {30 4}] false
// expect: {3 4} {1 2}
// expect: {0 10}
// expect: {{50 6} 120} 50 6
