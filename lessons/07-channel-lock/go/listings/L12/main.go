// Listing L12, written afresh with its mistakes: a buffered channel as a lock for six workers.
package main

import (
	"fmt"
	"time"
)

func main() {
	// Room for one message. Without it the first send would wait for ever (unbuffered).
	lock := make(chan bool, 1)
	for id := 1; id < 7; id++ {
		go worker(id, lock)
	}

	// Mistake: nobody waits for the workers. Ten seconds are enough for six times half a second, and
	// too few for twenty-one; then the process ends with somebody inside (main-sleeps).
	time.Sleep(10 * time.Second)
}

func worker(id int, lock chan bool) {
	fmt.Println(id, "wants the lock")
	lock <- true

	fmt.Println(id, "has the lock")
	// Mistake: a panic or a return between here and the receive keeps the lock for ever; the receive
	// is not deferred (forgotten-release).
	time.Sleep(500 * time.Millisecond)

	fmt.Println(id, "is releasing the lock")
	// Mistake in waiting: a channel does not ask whose message it gives. A worker that comes here
	// without the lock lets somebody in beside its holder (foreign-release).
	<-lock
}
