// Listing L7, rewritten with its mistakes: echo over a channel, selecting between that channel and a
// timer.
package main

import (
	"fmt"
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
			os.Stdout.Write(chunk)
		case <-done:
			// Goes into the data. A chunk that the reader is about to send is lost.
			fmt.Println("Timed out")
			os.Exit(0)
		}
	}
}

// read only sends: receiving from its channel would not compile (wrong-end).
func read(out chan<- []byte) {
	for {
		chunk := make([]byte, 1024)
		// Mistake: at the end of the input this returns 0 and io.EOF at once, every time. The error is
		// dropped, so the loop keeps a core busy and sends nothing, until the timeout.
		n, _ := os.Stdin.Read(chunk)
		if n > 0 {
			// Mistake: sends all 1,024 bytes, although n were read (padded).
			out <- chunk
		}
	}
}
