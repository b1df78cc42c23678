// The bug `yield-is-not-wait`: gives the goroutine a chance to run, and assumes that it has finished.
package main

import (
	"fmt"
	"os"
	"runtime"
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
	runtime.Gosched() // BUG: a yield does not wait
	if page != "inside" {
		fmt.Printf("wrong: the page says %q\n", page)
		os.Exit(1)
	}
}
