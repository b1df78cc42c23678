// Listing L11, rewritten with its mistakes: a done channel that is polled between two sends.
package main

import (
	"fmt"
	"time"
)

func main() {
	msg := make(chan string)
	done := make(chan bool)
	until := time.After(5 * time.Second)

	go send(msg, done)

	for {
		select {
		case hello := <-msg:
			fmt.Println(hello)
		case <-until:
			// Mistake: this blocks until the sender receives from done. If the sender has passed its
			// select and is blocked in its own send, both wait forever (done-blocks). close(done)
			// would not block.
			done <- true
			// Mistake: hopes that the sender has finished by then (sleep-then-hope).
			time.Sleep(500 * time.Millisecond)
			return
		}
	}
}

func send(out chan<- string, done <-chan bool) {
	for {
		select {
		case <-done:
			fmt.Println("Done")
			close(out)
			return
		default:
			// Mistake: stands outside of the select, so done cannot interrupt it. A select over both
			// would wait for either.
			out <- "hello"
			time.Sleep(500 * time.Millisecond)
		}
	}
}
