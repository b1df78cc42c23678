// Listing L10, rewritten with its mistake: the receiver does not check whether the channel is closed.
package main

import (
	"fmt"
	"time"
)

func main() {
	message := make(chan bool)
	until := time.After(600 * time.Millisecond)

	go send(message)

	for {
		select {
		case <-message:
			// Mistake: after the close this case is always ready with the zero value, so it prints
			// thousands of times (always-ready). Only a second result tells the two apart:
			// `v, ok := <-message`. The value false could have been sent.
			fmt.Println("Got message.")
		case <-until:
			fmt.Println("Time out")
			return
		default:
			fmt.Println("*yawn*")
			time.Sleep(100 * time.Millisecond)
		}
	}
}

func send(out chan<- bool) {
	time.Sleep(120 * time.Millisecond)
	out <- true
	close(out)
	fmt.Println("Sent and closed.")
}
