// Listing L12, rewritten with its mistake: a buffered channel as a lock for six workers.
package main

import (
	"fmt"
	"time"
)

func main() {
	// Capacity for one message. Without it the first send would block forever (unbuffered).
	lock := make(chan bool, 1)
	for id := 1; id < 7; id++ {
		go worker(id, lock)
	}

	// Mistake: a sleep in place of a wait (main-sleeps). Ten seconds are enough for six workers of half
	// a second each, and too few for twenty-one: the process would end while one of them holds the lock.
	time.Sleep(10 * time.Second)
}

func worker(id int, lock chan bool) {
	fmt.Println(id, "wants the lock")
	lock <- true

	fmt.Println(id, "has the lock")
	// The release below is a call of its own, so a return added between here and there would keep the
	// lock forever (compare forgotten-release).
	time.Sleep(500 * time.Millisecond)

	fmt.Println(id, "is releasing the lock")
	// A channel does not know whose message it hands out. A worker that received here without holding
	// the lock would let another one in beside the holder (compare foreign-release).
	<-lock
}
