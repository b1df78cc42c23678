// The pitfall `buffer-everything`: the whole input is in memory before any consumer starts.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"sync"
)

func main() {
	const size = 1 << 20
	input := io.LimitReader(zeros{}, size)
	whole, _ := io.ReadAll(input) // BUG: all of it, and a reader for each consumer
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			_, _ = io.Copy(io.Discard, bytes.NewReader(whole))
		})
	}
	group.Wait()
	if held := cap(whole); held >= size {
		fmt.Println("wrong: bytes in memory at once:", held)
		os.Exit(1)
	}
}

type zeros struct{}

func (zeros) Read(buffer []byte) (int, error) { return len(buffer), nil }
