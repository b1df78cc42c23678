// The bug `lost-update`: the lock is acquired twice for each word, and released in between.
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
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			mu.Lock()
			seen := tally["the"]
			mu.Unlock() // BUG: `seen` may become out of date
			time.Sleep(time.Millisecond)
			mu.Lock()
			tally["the"] = seen + 1
			mu.Unlock()
		})
	}
	group.Wait()
	if tally["the"] != 2 {
		fmt.Println("wrong: the tally counts", tally["the"])
		os.Exit(1)
	}
}
