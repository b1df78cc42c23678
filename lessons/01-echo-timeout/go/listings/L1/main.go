// Listing L1, rewritten with its mistakes: echo in the background, sleep in the foreground.
package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// ANCHOR: main
func main() {
	// No handle is kept, so main cannot learn that the copying has ended, or how.
	go echo(os.Stdin, os.Stdout)

	// Mistake: sleeps the whole time, even if the input ends at once (sleeps-past-eof).
	time.Sleep(30 * time.Second)

	// Mistake: nothing orders this line against the copying, so an echo may appear after it
	// (late-write). It also goes to standard output, into the data.
	fmt.Println("Timed out.")

	// Mistake: ends the process wherever the copying is, and loses whatever was read and not yet
	// written (abandoned).
	os.Exit(0)
}

// ANCHOR_END: main

// ANCHOR: echo
func echo(in io.Reader, out io.Writer) {
	// Copy returns an error, and echo has no caller that could use it.
	io.Copy(out, in)
}

// ANCHOR_END: echo
