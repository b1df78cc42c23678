// The bug `forgotten-release`: a panic skips the release, and the permit is gone.
package main

import "sync"

func main() {
	taken := make(chan bool, 1)
	var group sync.WaitGroup
	for i := range 2 {
		group.Go(func() {
			defer func() { _ = recover() }() // a server survives one request
			taken <- true
			if i == 0 {
				panic("broken")
			}
			<-taken // BUG: not deferred
		})
	}
	group.Wait()
	taken <- true
}
