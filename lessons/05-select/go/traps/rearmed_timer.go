// The bug `rearmed-timer`: each iteration of the loop makes a new timer.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	keys := make(chan byte)
	go func() {
		for range 10 {
			time.Sleep(2 * time.Millisecond)
			keys <- 'a'
		}
		close(keys)
	}()
	began := time.Now()
	for {
		select {
		case <-time.After(5 * time.Millisecond): // BUG: lives for one iteration
			return
		case _, ok := <-keys:
			if took := time.Since(began); !ok && took > 10*time.Millisecond {
				fmt.Println("wrong: the timeout of 5 ms never fired in", took)
				os.Exit(1)
			}
		}
	}
}
