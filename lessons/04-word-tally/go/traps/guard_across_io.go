// The pitfall `guard-across-io`: the lock is held while the next chunk is read.
package main

import (
	"fmt"
	"os"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	tally := map[string]int{}
	began := time.Now()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			mu.Lock() // BUG: held while this goroutine waits for its disk
			defer mu.Unlock()
			time.Sleep(5 * time.Millisecond) // a read
			tally["the"]++
		})
	}
	group.Wait()
	if took := time.Since(began); took >= 20*time.Millisecond {
		fmt.Println("wrong: four reads took one after the other", took)
		os.Exit(1)
	}
}
