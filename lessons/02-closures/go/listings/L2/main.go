// Listing L2, rewritten: an anonymous function in a goroutine, and a yield.
package main

import (
	"fmt"
	"runtime"
)

// ANCHOR: main
func main() {
	fmt.Println("main: about to start the function")

	go func() {
		fmt.Println("goroutine: running")
	}()

	fmt.Println("main: started it")

	// A hint to the scheduler, as the original's text says too, and no wait (yield-is-not-wait). Work
	// that takes longer than a print, such as a query to a database, may be halfway done when main
	// returns and ends the process.
	runtime.Gosched()
}

// ANCHOR_END: main
