// The bug `sleep-then-hope`: it assumes that the sender has ended some time after `done`.
package main

import (
	"fmt"
	"os"
	"sync/atomic"
	"time"
)

func main() {
	done := make(chan bool)
	var ended atomic.Bool
	go func() {
		time.Sleep(3 * time.Millisecond) // makes a message
		<-done
		ended.Store(true)
	}()
	close(done)
	time.Sleep(time.Millisecond) // BUG: no sleep is long enough
	if !ended.Load() {
		fmt.Println("wrong: the sender is still running")
		os.Exit(1)
	}
}
