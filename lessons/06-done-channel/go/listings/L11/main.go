// Listing L11, written afresh with its mistakes: a done channel that is polled between two sends.
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
			// Mistake: this waits until the sender looks at done. If the sender is blocked in its
			// send, because the time was over just before this loop took the message, both wait
			// for ever (done-blocks). close(done) waits for nobody.
			done <- true
			// Mistake: hopes that the sender is done by then (sleep-then-hope).
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
			// Mistake: it does not look at done while it sends. A select over both would.
			out <- "hello"
			time.Sleep(500 * time.Millisecond)
		}
	}
}
