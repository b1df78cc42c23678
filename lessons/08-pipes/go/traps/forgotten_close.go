// The bug `forgotten-close`: the writer is never closed, so the reader waits for an end.
package main

import "io"

func main() {
	reader, writer := io.Pipe()
	go func() {
		_, _ = io.WriteString(writer, "ab") // BUG: no Close
	}()
	_, _ = io.Copy(io.Discard, reader)
}
