package main

func main() {
	i := 0
	for i < 5000000 {
		i = i + 1
	}
}
