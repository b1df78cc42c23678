// The bug `tee-order`: the third consumer starts when the second has finished, but a tee writes to both.
package main

import (
	"io"
	"sync"
)

func main() {
	secondReader, second := io.Pipe()
	thirdReader, third := io.Pipe()
	finished := make(chan bool)
	var group sync.WaitGroup
	group.Go(func() {
		_, _ = io.WriteString(io.MultiWriter(second, third), "ab")
		second.Close()
		third.Close()
	})
	group.Go(func() {
		_, _ = io.Copy(io.Discard, secondReader)
		close(finished)
	})
	group.Go(func() {
		<-finished // BUG: the second finishes only if the third reads
		_, _ = io.Copy(io.Discard, thirdReader)
	})
	group.Wait()
}
