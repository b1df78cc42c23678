// Command peer-export passes rows as JSON lines through an io.Pipe and compresses what comes out.
//
// It is the Go program that `lesson-08 export` is timed beside, for everything after the database:
// Go's standard library has no SQLite, and this takes no modules. So the rows are made here, and
// they are those that `lesson-08 export --demo` puts into its table. What it writes decompresses to the
// same lines, byte for byte. It is spared the reading of a database: that counts in its favour.
package main

import (
	"bufio"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
)

// block is what is written into the pipe at once: each write there is a hand-over.
const block = 64 * 1024

// writeRows writes a line for each row.
func writeRows(out io.Writer, rows int64) error {
	found := demo{rows: rows}
	keys := appendKeys(nil, found.columns())
	lines := make([]byte, 0, 2*block)
	for found.next() {
		for i, value := range found.row() {
			lines = append(lines, keys[i]...)
			lines = appendValue(lines, value)
		}
		lines = append(lines, '}', '\n')
		if len(lines) >= block {
			if _, err := out.Write(lines); err != nil {
				return err
			}
			lines = lines[:0]
		}
	}
	_, err := out.Write(lines)
	return err
}

// compress ends what it writes only if all of it came: no part looks whole. It takes all of a write at
// once, so that the writer makes the next lines while these are compressed.
func compress(out io.Writer, in io.Reader) error {
	buffered := bufio.NewWriterSize(out, block)
	zipped := gzip.NewWriter(buffered)
	if _, err := io.CopyBuffer(zipped, in, make([]byte, 2*block)); err != nil {
		return err
	}
	if err := zipped.Close(); err != nil {
		return err
	}
	return buffered.Flush()
}

func run(rows int64) error {
	reader, writer := io.Pipe()
	go func() {
		// Without an error, this is the end of the file.
		writer.CloseWithError(writeRows(writer, rows))
	}()
	err := compress(os.Stdout, reader)
	// If the output failed, the writer hears of it.
	reader.CloseWithError(err)
	return err
}

func main() {
	rows := flag.Int64("rows", 10_000, "how many rows there are")
	flag.Parse()
	if err := run(*rows); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}
