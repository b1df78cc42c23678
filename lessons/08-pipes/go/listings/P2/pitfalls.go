package main

import (
	"context"
	"errors"
	"fmt"
	"io"
)

func oneGoroutine() {
	reader, writer := io.Pipe()
	// Pitfall: blocks until a read that comes after it, in the same goroutine (one-thread).
	fmt.Fprintln(writer, "hello")
	text, _ := io.ReadAll(reader)
	fmt.Print(string(text))
}

func forgottenClose() {
	reader, writer := io.Pipe()
	go func() {
		// Pitfall: no writer.Close(). The reader has received everything, and waits for more
		// (forgotten-close).
		fmt.Fprintln(writer, "hello")
	}()
	text, _ := io.ReadAll(reader)
	fmt.Print(string(text))
}

func ignoredError() {
	reader, writer := io.Pipe()
	ended := make(chan int)
	go func() {
		lines := 0
		for i := 1; i <= 3; i++ {
			// Pitfall: the error is thrown away. The reader closes its end after the first line, and
			// this continues to write.
			fmt.Fprintln(writer, "line", i)
			lines++
		}
		writer.Close()
		ended <- lines
	}()
	var line [64]byte
	n, _ := reader.Read(line[:])
	reader.Close()
	fmt.Printf("read %q, written: %d lines\n", line[:n], <-ended)
}

// ownClose reads after it has closed its own end. It does not get the end of file, which is what a
// reader gets when the writer closes.
func ownClose() {
	reader, _ := io.Pipe()
	reader.Close()
	_, err := reader.Read(make([]byte, 1))
	fmt.Println(err)
}

// cancelled gives the writer a context, as the article advises, and cancels it during a write.
func cancelled() {
	reader, writer := io.Pipe()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			// Mistake: a goroutine that is blocked in this call does not see the context. Another one
			// has to close an end of the pipe, with reader.CloseWithError(ctx.Err()) for example.
			fmt.Fprintln(writer, "line")
		}
	}()
	// Reads a part of the line, so the writer is still in its write.
	reader.Read(make([]byte, 2))
	cancel()
	<-ended
}

// failingSource gives the generator's consumer an error in place of an end: it cannot tell them apart.
func failingSource() {
	reader, writer := io.Pipe()
	go func() {
		fmt.Fprintln(writer, "line 1")
		writer.CloseWithError(errors.New("the source failed"))
	}()
	consume(reader)
}
