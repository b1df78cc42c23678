// Listing L7, written afresh with its mistakes: echo over a channel, selecting between that channel
// and a timer.
package main

import (
	"os"
	"time"
)

func main() {
	done := time.After(30 * time.Second)
	echo := make(chan []byte)
	go read(echo)
	for {
		select {
		case chunk := <-echo:
			// Mistake: the error is thrown away; a full disk looks like success.
			os.Stdout.Write(chunk)
		case <-done:
			// Mistake: what the reader has in its hand is lost.
			println("Timed out")
			os.Exit(0)
		}
	}
}

// read only sends: receiving from its channel would not compile (wrong-end).
func read(out chan<- []byte) {
	for {
		chunk := make([]byte, 1024)
		// Mistake: at the end of the input this returns 0 bytes and io.EOF, at once and for ever, and
		// nobody looks (eof-spin).
		n, _ := os.Stdin.Read(chunk)
		if n >= 0 {
			// Mistake: all 1,024 bytes, although n were read (padded).
			out <- chunk
		}
	}
}
