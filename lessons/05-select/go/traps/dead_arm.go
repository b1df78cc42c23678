// The bug `dead-arm`: a channel that was closed stays in the select, and is always ready.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	left, right := make(chan int), make(chan int)
	close(left)
	go func() {
		time.Sleep(time.Millisecond)
		close(right)
	}()
	ends := 0
	for open := true; open; {
		select {
		case _, ok := <-left:
			if !ok {
				ends++ // BUG: not set to nil
			}
		case _, open = <-right:
		}
	}
	if ends > 1 {
		fmt.Println("wrong: the end of one channel was received so often:", ends)
		os.Exit(1)
	}
}
