// Listing L10, written afresh with its mistake: the receiver does not look whether the channel is
// closed.
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
			// Mistake: after the close this case is always ready, and nothing was sent: it prints
			// thousands of times (always-ready). A second result, `_, open := <-message`, tells.
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
