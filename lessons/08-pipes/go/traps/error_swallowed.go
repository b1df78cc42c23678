// The bug `error-swallowed`: a failed input ends the stream as if it were whole.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
)

type broken struct{ read bool }

func (b *broken) Read(buffer []byte) (int, error) {
	if b.read {
		return 0, errors.New("the disk is gone")
	}
	b.read = true
	return copy(buffer, "ab"), nil
}

func main() {
	reader, writer := io.Pipe()
	go func() {
		_, _ = io.Copy(writer, &broken{}) // BUG: discards the error
		writer.Close()
	}()
	counted, err := io.Copy(io.Discard, reader)
	if err == nil {
		fmt.Println("wrong: the input failed, and the consumer counted", counted)
		os.Exit(1)
	}
}
