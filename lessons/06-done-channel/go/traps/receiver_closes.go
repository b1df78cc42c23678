// The bug `receiver-closes`: the receiver closes the channel, and the sender does not expect it.
package main

import "time"

func main() {
	msg := make(chan string)
	ended := make(chan bool)
	go func() {
		defer close(ended)
		for range 5 {
			time.Sleep(500 * time.Microsecond)
			msg <- "hello" // panics once it is closed
		}
	}()
	timeout := time.After(time.Millisecond)
	for stop := false; !stop; {
		select {
		case <-msg:
		case <-timeout:
			stop = true
		}
	}
	close(msg) // BUG: only the sender knows when the last message was sent
	<-ended
}
