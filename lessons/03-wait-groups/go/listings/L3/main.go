// Listing L3, rewritten with its mistakes: gzips the files one after another.
package main

import (
	"compress/gzip"
	"io"
	"os"
)

// ANCHOR: main
func main() {
	for _, name := range os.Args[1:] {
		// Mistake: the error is thrown away; a file that does not exist looks like success
		// (ignored-errors).
		compress(name)
	}
}

// ANCHOR_END: main

// ANCHOR: compress
func compress(name string) error {
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()

	// Mistake: opened under its final name. An existing file is overwritten at once, and whatever was
	// written before a failure stays (half-written).
	out, err := os.Create(name + ".gz")
	if err != nil {
		return err
	}
	defer out.Close()

	zipped := gzip.NewWriter(out)
	_, err = io.Copy(zipped, in)

	// Mistake: closing writes the last block and the trailer. On a full disk this is the call that
	// fails, and its error is dropped (ignored-errors).
	zipped.Close()
	return err
}

// ANCHOR_END: compress
