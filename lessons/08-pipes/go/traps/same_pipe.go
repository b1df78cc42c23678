// The bug `same-pipe`: a pipe is copied into itself, so its reader waits for its own writer.
package main

import "io"

func main() {
	reader, writer := io.Pipe()
	done := make(chan bool)
	go func() {
		_, _ = io.Copy(writer, reader) // BUG: instead of from the input
		close(done)
	}()
	<-done
}
