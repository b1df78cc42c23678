// Listing L1, written afresh with its mistakes: echo in the background, sleep in the foreground.
package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// ANCHOR: main
func main() {
	// Mistake: nobody keeps a handle to this goroutine, so nobody can learn that it ended, or how.
	go echo(os.Stdin, os.Stdout)

	// Mistake: sleeps the whole time, even if the input ends at once (sleeps-past-eof).
	time.Sleep(30 * time.Second)

	// Mistake: nothing orders this line against the copying, so an echo may come out after it
	// (late-write). It also goes to standard output, into the data.
	fmt.Println("Timed out.")

	// Mistake: ends the process wherever the copying is, and with it whatever was read and not yet
	// written (abandoned).
	os.Exit(0)
}

// ANCHOR_END: main

// ANCHOR: echo
func echo(in io.Reader, out io.Writer) {
	// Mistake: the error is thrown away; a full disk looks like success.
	io.Copy(out, in)
}

// ANCHOR_END: echo
