package main

import (
	"fmt"
	"io"
)

// message passes one message from a goroutine to main.
func message() {
	reader, writer := io.Pipe()
	go func() {
		fmt.Fprint(writer, "one message")
		// Ends the stream. The single read below does not need it; a second one would.
		writer.Close()
	}()
	var room [64]byte
	n, err := reader.Read(room[:])
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(room[:n]))
}

// generator passes lines to main while they are made.
func generator() {
	reader, writer := io.Pipe()
	go generate(writer)
	consume(reader)
}

func generate(to *io.PipeWriter) {
	defer to.Close()
	for i := 1; i <= 3; i++ {
		// Mistake: drops the error of the write, and so never learns that the reader is gone.
		fmt.Fprintln(to, "line", i)
	}
}

func consume(from io.Reader) {
	var room [64]byte
	for {
		n, err := from.Read(room[:])
		if err != nil {
			// Mistake: takes any error for the end of the stream. Only io.EOF is the end.
			return
		}
		fmt.Print(string(room[:n]))
	}
}
