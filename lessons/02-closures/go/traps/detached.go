// The bug `detached`: the process may end before the goroutine has finished.
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
	// BUG: nothing waits
	if page != "inside" {
		fmt.Printf("wrong: the page says %q\n", page)
		os.Exit(1)
	}
}
