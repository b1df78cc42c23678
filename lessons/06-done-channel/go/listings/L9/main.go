// Listing L9, written afresh with its mistake: the receiver closes the channel at the time-out.
package main

import (
	"fmt"
	"time"
)

func main() {
	msg := make(chan string)
	until := time.After(5 * time.Second)

	go send(msg)

	for {
		select {
		case hello := <-msg:
			fmt.Println(hello)
		case <-until:
			// Mistake: whoever receives closes, while the sender still sends (receiver-closes).
			close(msg)
			// The sender's next send panics: send on closed channel. Only this sleep lets one see it.
			time.Sleep(500 * time.Millisecond)
			return
		}
	}
}

func send(out chan<- string) {
	for {
		out <- "hello"
		time.Sleep(500 * time.Millisecond)
	}
}
