package main

import "fmt"

const size = 120

type matrix [size][size]float64

func multiply(a, b, c *matrix) {
	for i := 0; i < size; i++ {
		for j := 0; j < size; j++ {
			sum := 0.0
			for k := 0; k < size; k++ {
				sum += a[i][k] * b[k][j]
			}
			c[i][j] = sum
		}
	}
}

var a, b, c matrix

func main() {
	for i := 0; i < size; i++ {
		for j := 0; j < size; j++ {
			a[i][j] = float64(i + j)
			b[i][j] = float64(i - j)
		}
	}
	for round := 0; round < 3; round++ {
		multiply(&a, &b, &c)
	}
	fmt.Println(c[3][5], c[size-1][size-1])
}
