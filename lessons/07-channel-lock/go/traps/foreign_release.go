// The bug `foreign-release`: a goroutine that got no permit releases one.
package main

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	taken := make(chan bool, 1)
	var inside atomic.Int32
	var tooMany atomic.Bool
	enter := func() {
		if inside.Add(1) > 1 {
			tooMany.Store(true)
		}
		time.Sleep(3 * time.Millisecond)
		inside.Add(-1)
	}
	var group sync.WaitGroup
	group.Go(func() {
		taken <- true
		enter()
		select {
		case <-taken:
		default:
		}
	})
	group.Go(func() {
		time.Sleep(time.Millisecond)
		defer func() { <-taken }() // BUG: also where the send below does not succeed
		select {
		case taken <- true:
			enter()
		default:
		}
	})
	group.Go(func() {
		time.Sleep(2 * time.Millisecond)
		taken <- true
		enter()
		select {
		case <-taken:
		default:
		}
	})
	group.Wait()
	if tooMany.Load() {
		fmt.Println("wrong: two are inside at once")
		os.Exit(1)
	}
}
