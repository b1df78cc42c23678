// The bug `starved`: two channels are tried in order, so the busy one starves the other.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	keys := make(chan byte, 1)
	go func() {
		for {
			keys <- 'a'
		}
	}()
	began := time.Now()
	timeout := time.After(time.Millisecond)
	for {
		if took := time.Since(began); took > 10*time.Millisecond {
			fmt.Println("wrong: the timeout of 1 ms has not been checked in", took)
			os.Exit(1)
		}
		select { // BUG: in this order, the timer is checked only when no key is there
		case <-keys:
			time.Sleep(10 * time.Microsecond) // writes it; meanwhile the next arrives
			continue
		default:
		}
		select {
		case <-timeout:
			return
		default:
		}
	}
}
