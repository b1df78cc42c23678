// The bug `half-locked`: the words are counted under the lock; the total beside them is not.
package main

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	var mu sync.Mutex
	tally := map[string]int{}
	var total atomic.Int64
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			mu.Lock()
			tally["the"]++
			mu.Unlock()
			seen := total.Load() // BUG: reading and writing are two steps
			time.Sleep(time.Millisecond)
			total.Store(seen + 1)
		})
	}
	group.Wait()
	if n := total.Load(); n != 2 {
		fmt.Println("wrong: 2 words were counted, and the total says", n)
		os.Exit(1)
	}
}
