// Listing L4, rewritten with its mistakes: gzips every file in a goroutine of its own, and waits for
// all of them.
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
	// Declared here, so that last can be used after the loop.
	last := -1
	var name string
	for last, name = range os.Args[1:] {
		// Right: before the goroutine starts. Inside it, Wait might run first (add-inside).
		group.Add(1)
		// Mistake: as many goroutines as files, all with their files open (thread-per-file).
		//
		// The name has to be a parameter. The loop assigns with `=` to a variable that was declared
		// outside of it, so all iterations share that one variable, since Go 1.22 too.
		go func(name string) {
			// Mistake: the error is thrown away, and the file is counted all the same
			// (ignored-errors).
			compress(name)
			// Not deferred, which does no harm here: compress always returns, and a panic in it ends
			// the whole process (compare forgotten-done).
			group.Done()
		}(name)
	}
	group.Wait()
	fmt.Printf("Compressed %d files\n", last+1)
}

// ANCHOR_END: main

// compress is that of L3: it does not know about the group.
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

	// Mistake: the error of closing is dropped (ignored-errors).
	zipped.Close()
	return err
}
