// The bug `sleep-is-not-wait`: sleeps for a while, and assumes that the goroutine has finished.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	page := ""
	go func() {
		for _, half := range []string{"in", "side"} {
			time.Sleep(time.Millisecond) // work
			page += half
		}
	}()
	time.Sleep(time.Millisecond) // BUG: no sleep is long enough
	if page != "inside" {
		fmt.Printf("wrong: the page says %q\n", page)
		os.Exit(1)
	}
}
