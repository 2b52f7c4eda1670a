package main

import "fmt"

func main() {
	ch := make(chan int)
	done := make(chan bool)
	go func() {
		for v := range ch {
			fmt.Println("got", v)
		}
		done <- true
	}()
	for i := 0; i < 3; i++ {
		ch <- i
	}
	close(ch)
	<-done
	select {
	case v, ok := <-ch:
		fmt.Println(v, ok)
	default:
		fmt.Println("default")
	}
	<-done
}

// status: 2
// expect: got 0
// expect: got 1
// expect: got 2
// expect: 0 false
// expect-error: fatal error: all goroutines are asleep - deadlock!
// expect-error: goroutine 1 [chan receive]:
