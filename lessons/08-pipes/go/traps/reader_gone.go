// The bug `reader-gone`: a consumer that fails leaves its reader open, so the writer blocks.
package main

import (
	"io"
	"sync"
)

func main() {
	reader, writer := io.Pipe()
	var group sync.WaitGroup
	group.Go(func() {
		_, _ = io.WriteString(writer, "ab")
		writer.Close()
	})
	group.Go(func() {
		_, _ = reader.Read(make([]byte, 1)) // refuses the rest. BUG: no CloseWithError
	})
	group.Wait()
}
