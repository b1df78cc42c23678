// The bug `always-ready`: the loop does not check whether the channel is closed.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	msg := make(chan string)
	sent := 0
	go func() {
		sent++
		msg <- "hello"
		close(msg)
	}()
	timeout := time.After(2 * time.Millisecond)
	received := 0
	for {
		select {
		case <-msg: // BUG: without the second result, a closed channel returns "" again and again
			received++
		case <-timeout:
			if received > 1 {
				fmt.Println("wrong: 1 sent, received", received)
				os.Exit(1)
			}
			return
		}
	}
}
