// Listing L2, written afresh with its mistakes: an anonymous function in a goroutine, and a yield.
package main

import (
	"fmt"
	"runtime"
)

// ANCHOR: main
func main() {
	fmt.Println("main: about to start the function")

	// Mistake: nobody can wait for this goroutine, or learn that it panicked. (Without the yield
	// below, the end of main ends the process, usually before it has run: detached.)
	go func() {
		fmt.Println("goroutine: running")
	}()

	fmt.Println("main: started it")

	// Mistake: a hint to the scheduler, taken for a wait (yield-is-not-wait). Work that takes longer
	// than a print, a query to a database, may be halfway when main returns. time.Sleep in its place
	// is no better (sleep-is-not-wait): no length is long enough.
	runtime.Gosched()
}

// ANCHOR_END: main
