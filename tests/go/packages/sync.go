// Locks, wait groups, conditions and atomics among goroutines.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

type counter struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *counter) add(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.n[key]
	runtime.Gosched()
	c.n[key] = old + 1
}

func main() {
	c := counter{n: map[string]int{}}
	var wg sync.WaitGroup
	for i := 0; i < 20; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			c.add([]string{"even", "odd"}[i%2])
		}(i)
	}
	wg.Wait()
	fmt.Println(c.n)

	var rw sync.RWMutex
	total := int64(0)
	for i := 0; i < 10; i++ {
		wg.Add(2)
		go func() {
			defer wg.Done()
			rw.RLock()
			runtime.Gosched()
			atomic.AddInt64(&total, 1)
			rw.RUnlock()
		}()
		go func() {
			defer wg.Done()
			rw.Lock()
			before := atomic.LoadInt64(&total)
			runtime.Gosched()
			if before != atomic.LoadInt64(&total) {
				fmt.Println("a reader came in between")
			}
			rw.Unlock()
		}()
	}
	wg.Wait()
	fmt.Println(total)

	var once sync.Once
	for i := 0; i < 3; i++ {
		once.Do(func() { fmt.Println("once") })
	}

	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	ready := false
	go func() {
		mu.Lock()
		ready = true
		mu.Unlock()
		cond.Broadcast()
	}()
	mu.Lock()
	for !ready {
		cond.Wait()
	}
	mu.Unlock()
	fmt.Println("ready", mu.TryLock(), mu.TryLock())

	var flag atomic.Bool
	var number atomic.Int32
	number.Store(5)
	fmt.Println(flag.CompareAndSwap(false, true), flag.Load(), number.Add(3), number.CompareAndSwap(1, 2), number.Swap(9), number.Load())

	select {
	case <-time.After(5 * time.Millisecond):
		fmt.Println("timeout")
	case <-make(chan int):
	}
	start := time.Now()
	time.Sleep(10 * time.Millisecond)
	fmt.Println(time.Since(start) >= 10*time.Millisecond)

	var m sync.Map
	m.Store("a", 1)
	value, ok := m.Load("a")
	_, loaded := m.LoadOrStore("a", 2)
	fmt.Println(value, ok, loaded)
	pool := sync.Pool{New: func() any { return "new" }}
	fmt.Println(pool.Get())
}

// expect: map[even:10 odd:10]
// expect: 10
// expect: once
// expect: ready true false
// expect: true true 8 false 8 9
// expect: timeout
// expect: true
// expect: 1 true true
// expect: new
