// The bug `abandoned`: the copier accepts bytes, then finds the echo closed, and drops them.
package main

import (
	"fmt"
	"os"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	var accepted, written int
	closed := false
	done := make(chan bool)
	go func() {
		mu.Lock()
		accepted += 2
		mu.Unlock()
		time.Sleep(2 * time.Millisecond) // a slow terminal
		mu.Lock()
		if !closed { // BUG: checks again, and drops what was accepted
			written += 2
		}
		mu.Unlock()
		done <- true
	}()
	time.Sleep(time.Millisecond) // the timeout
	mu.Lock()
	closed = true
	mu.Unlock()
	<-done
	if written < accepted {
		fmt.Println("wrong: accepted, but never written")
		os.Exit(1)
	}
}
