// The bug `swallowed-panic`: waits for the goroutine, and ignores whether it panicked.
package main

import (
	"fmt"
	"os"
)

func main() {
	page := ""
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() { _ = recover() }() // BUG: discards the panic
		page += "in"
		panic("no space left for the second half")
	}()
	<-done
	if page != "inside" {
		fmt.Printf("wrong: the wait ended well, and the page says %q\n", page)
		os.Exit(1)
	}
}
