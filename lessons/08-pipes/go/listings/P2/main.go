// Listing P2, written afresh with its mistakes: what goes wrong with io.Pipe, one at a time.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	pitfalls := map[string]func(){
		"one-goroutine":   oneGoroutine,
		"forgotten-close": forgottenClose,
		"ignored-error":   ignoredError,
		"own-close":       ownClose,
	}
	if len(os.Args) < 2 || pitfalls[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "one-goroutine, forgotten-close, ignored-error or own-close?")
		os.Exit(2)
	}
	pitfalls[os.Args[1]]()
}

func oneGoroutine() {
	reader, writer := io.Pipe()
	// Mistake: waits for a read that comes after it, in the same goroutine (one-thread).
	fmt.Fprintln(writer, "hello")
	text, _ := io.ReadAll(reader)
	fmt.Print(string(text))
}

func forgottenClose() {
	reader, writer := io.Pipe()
	go func() {
		// Mistake: no writer.Close(): whoever reads has everything, and waits (forgotten-close).
		fmt.Fprintln(writer, "hello")
	}()
	text, _ := io.ReadAll(reader)
	fmt.Print(string(text))
}

func ignoredError() {
	reader, writer := io.Pipe()
	go func() {
		defer writer.Close()
		for i := 0; i < 3; i++ {
			// Mistake: what it returns is thrown away. The reader closed its end after the first line,
			// and this goes on as if somebody listened.
			fmt.Fprintln(writer, strings.Repeat("line ", 2), i)
		}
	}()
	var line [16]byte
	n, _ := reader.Read(line[:])
	reader.Close()
	fmt.Printf("%q\n", line[:n])
}

func ownClose() {
	reader, _ := io.Pipe()
	reader.Close()
	// Not the end of file: that is what the reader gets when the writer closes.
	_, err := reader.Read(make([]byte, 1))
	fmt.Println(err)
}
