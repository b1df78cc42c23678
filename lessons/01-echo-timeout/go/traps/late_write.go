// The bug `late-write`: nothing orders the copier's writes and the closing message.
package main

import (
	"fmt"
	"os"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex // the screen's own
	screen := ""
	write := func(text string) {
		mu.Lock()
		defer mu.Unlock()
		screen += text
	}
	done := make(chan bool)
	go func() {
		time.Sleep(2 * time.Millisecond) // somebody types
		write("ab")                      // BUG: never checks whether the echo is closed
		done <- true
	}()
	<-time.After(time.Millisecond)
	write("Timed out.")
	<-done
	if screen != "abTimed out." && screen != "Timed out." {
		fmt.Println("wrong: echoed after the closing message")
		os.Exit(1)
	}
}
