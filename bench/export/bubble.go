package main

import "fmt"

func bubbleSort(numbers []int) {
	for end := len(numbers) - 1; end > 0; end-- {
		for i := 0; i < end; i++ {
			if numbers[i] > numbers[i+1] {
				numbers[i], numbers[i+1] = numbers[i+1], numbers[i]
			}
		}
	}
}

func main() {
	var numbers []int
	seed := 7
	for i := 0; i < 76; i++ {
		seed = (seed*1103515245 + 12345) % 2147483648
		numbers = append(numbers, seed/65536%1000)
	}
	bubbleSort(numbers)
	fmt.Println(numbers)
}
