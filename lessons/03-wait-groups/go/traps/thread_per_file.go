// The pitfall `thread-per-file`: a goroutine for each file, however many there are.
package main

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	var now, most atomic.Int32
	var group sync.WaitGroup
	for range 100 {
		group.Go(func() { // BUG: nothing limits how many run at once
			n := now.Add(1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			time.Sleep(time.Millisecond) // the file is read
			now.Add(-1)
		})
	}
	group.Wait()
	if n := most.Load(); n > 2 {
		fmt.Println("wrong: ran at once, where 2 are allowed:", n)
		os.Exit(1)
	}
}
