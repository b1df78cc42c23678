// Command echo copies standard input to standard output until the input ends or the time runs out.
//
// Lesson 01 is timed beside this Go program: nothing that was accepted before the timeout is lost,
// nothing is written after the closing message, and the end of the input ends it at once.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"
)

const (
	chunk = 64 * 1024
	grace = time.Second
)

// An echoer copies in one goroutine and is closed from another.
type echoer struct {
	// Holds a token while a chunk is being written, and forever once the echo is closed.
	gate chan struct{}
	// Bytes of the chunk in progress that are not written yet.
	pending atomic.Int64
}

// copy ends with the input, with an error, or by waiting at a closed gate forever.
func (e *echoer) copy(out io.Writer, in io.Reader) error {
	buffer := make([]byte, chunk)
	for {
		n, err := in.Read(buffer)
		if n > 0 {
			e.gate <- struct{}{}
			e.pending.Store(int64(n))
			if _, err := out.Write(buffer[:n]); err != nil {
				return fmt.Errorf("cannot write to standard output: %w", err)
			}
			e.pending.Store(0)
			<-e.gate
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("cannot read standard input: %w", err)
		}
	}
}

func run(timeout time.Duration) error {
	echo := echoer{gate: make(chan struct{}, 1)}
	done := make(chan error, 1)
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	go func() { done <- echo.copy(os.Stdout, os.Stdin) }()

	select {
	case err := <-done:
		return err
	case <-timer.C:
	}

	// The gate opens when the write in progress is done, and never opens again.
	select {
	case echo.gate <- struct{}{}:
		fmt.Fprintln(os.Stderr, "Timed out.")
		return nil
	case err := <-done:
		fmt.Fprintln(os.Stderr, "Timed out.")
		return err
	case <-time.After(grace):
		fmt.Fprintln(os.Stderr, "Timed out.")
		return fmt.Errorf("%d bytes were read and not written", echo.pending.Load())
	}
}

func main() {
	timeout := flag.Duration("timeout", 30*time.Second, "how long to echo")
	flag.Parse()
	if err := run(*timeout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
