// The bug `sleeps-past-eof`: main sleeps on, although the input has ended.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	began := time.Now()
	ended := make(chan time.Duration, 1)
	go func() {
		ended <- time.Since(began) // the end of the input
	}()
	time.Sleep(20 * time.Millisecond) // BUG: a sleep ends at the timeout only
	if over := <-ended; time.Since(began)-over > 10*time.Millisecond {
		fmt.Println("wrong: the input had ended, but the echo kept waiting")
		os.Exit(1)
	}
}
