// The bug `lock-order`: each goroutine acquires the locks in an order of its own.
package main

import (
	"sync"
	"time"
)

func main() {
	var shards [2]sync.Mutex
	var group sync.WaitGroup
	for i := range 2 {
		group.Go(func() {
			shards[i].Lock()
			defer shards[i].Unlock()
			time.Sleep(time.Millisecond) // merges
			shards[1-i].Lock()           // BUG: the other order
			defer shards[1-i].Unlock()
		})
	}
	group.Wait()
}
