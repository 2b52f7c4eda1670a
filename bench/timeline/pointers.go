package main

// A slice of pointers that grows, and is dropped now and then.
type item struct {
	value int
	next  *item
}

func main() {
	var items []*item
	for i := 0; i < 3333333; i++ {
		items = append(items, &item{value: i})
		if len(items) > 20000 {
			items = nil
		}
	}
}
