// The bug `main-sleeps`: main sleeps for a while, and then returns.
package main

import (
	"fmt"
	"os"
	"sync/atomic"
	"time"
)

func main() {
	taken := make(chan bool, 1)
	var finished atomic.Int32
	for range 6 {
		go func() {
			taken <- true
			time.Sleep(time.Millisecond) // is inside
			<-taken
			finished.Add(1)
		}()
	}
	time.Sleep(4 * time.Millisecond) // BUG: assumes that all have finished
	if n := finished.Load(); n < 6 {
		fmt.Println("wrong: of 6 workers, finished:", n)
		os.Exit(1)
	}
}
