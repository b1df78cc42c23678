// The bug `receive-to-take`: receiving acquires, but the channel was never filled.
package main

import "sync"

func main() {
	free := make(chan bool, 1) // BUG: nothing is sent into it first
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			<-free
			free <- true
		})
	}
	group.Wait()
}
