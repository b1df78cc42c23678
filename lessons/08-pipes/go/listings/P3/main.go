// Listing P3, written afresh with its mistakes: records are encoded into a pipe and decoded from it.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

type record struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
}

func main() {
	reader, writer := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- produce(writer, 3) }()

	if err := consume(reader); err != nil {
		// Mistake: returns without reader.Close(). The producer waits in its next write for ever: the
		// goroutine leaks (reader-gone). Here the program ends, which hides it; a server would not.
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := <-done; err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func produce(to *io.PipeWriter, n int) error {
	// Mistake: if encoding fails, the reader sees a clean end all the same, and takes what came for
	// everything: it would take to.CloseWithError(err) (error-swallowed).
	defer to.Close()
	encoder := json.NewEncoder(to)
	for i := range make([]struct{}, n) {
		if err := encoder.Encode(record{i, fmt.Sprint("record ", i)}); err != nil {
			return err
		}
	}
	return nil
}

func consume(from io.Reader) error {
	decoder := json.NewDecoder(from)
	for {
		var r record
		err := decoder.Decode(&r)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		fmt.Println(r.ID, r.Name)
	}
}
