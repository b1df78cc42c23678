// Listing L4, written afresh with its mistakes: gzips every file in a goroutine of its own, and waits
// for all of them.
package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"sync"
)

// ANCHOR: main
func main() {
	var group sync.WaitGroup
	count := 0
	for _, name := range os.Args[1:] {
		// Right: before the goroutine starts. Inside it, Wait might come first (add-inside).
		group.Add(1)
		count++
		// Mistake: as many goroutines as files, all with their files open (thread-per-file).
		//
		// The name is a parameter: before Go 1.22, which this module's go.mod asks not for, all
		// goroutines share one variable name, and most would compress the last file.
		go func(name string) {
			// Mistake: the error is thrown away, and the file was counted already
			// (ignored-errors).
			compress(name)
			// Mistake: a panic above skips this line, and Wait would never return were the
			// program not ended by the panic (forgotten-done). `defer` belongs here.
			group.Done()
		}(name)
	}
	group.Wait()
	fmt.Printf("Compressed %d files\n", count)
}

// ANCHOR_END: main

// compress is that of L3: it knows nothing of the group.
func compress(name string) error {
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()

	// Mistake: opened under its final name (half-written).
	out, err := os.Create(name + ".gz")
	if err != nil {
		return err
	}
	defer out.Close()

	zipped := gzip.NewWriter(out)
	_, err = io.Copy(zipped, in)

	// Mistake: the error of closing is thrown away (ignored-errors).
	zipped.Close()
	return err
}
