// The bug `one-thread`: one job after the other, in one goroutine.
package main

import "io"

func main() {
	reader, writer := io.Pipe()
	_, _ = io.WriteString(writer, "ab") // BUG: waits for a read that comes later
	writer.Close()
	_, _ = io.Copy(io.Discard, reader)
}
