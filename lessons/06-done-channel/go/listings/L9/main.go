// Listing L9, rewritten with its mistake: the receiver closes the channel at the timeout.
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
			// Mistake: the receiver closes, while the sender still sends (receiver-closes).
			close(msg)
			// During this sleep the sender's next send panics: send on closed channel.
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
