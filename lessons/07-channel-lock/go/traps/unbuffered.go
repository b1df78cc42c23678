// The bug `unbuffered`: the channel has no slot for a message.
package main

import "sync"

func main() {
	taken := make(chan bool) // BUG: a send blocks until a receive, and only a holder receives
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			taken <- true
			<-taken
		})
	}
	group.Wait()
}
