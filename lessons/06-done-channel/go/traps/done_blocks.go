// The bug `done-blocks`: the receiver sends on `done`, while the sender is blocked in a send of its own.
package main

import "time"

func main() {
	msg, done := make(chan string), make(chan bool)
	go func() {
		for {
			select {
			case <-done:
				close(msg)
				return
			default:
				msg <- "hello"
			}
		}
	}()
	timeout := time.After(time.Millisecond)
	for stop := false; !stop; {
		select {
		case <-msg:
			time.Sleep(100 * time.Microsecond) // prints
		case <-timeout:
			stop = true
		}
	}
	done <- true // BUG: the sender checks `done` only between two messages
	for range msg {
	}
}
