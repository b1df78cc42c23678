// Listing P1, written afresh with its mistakes: three channels, and a select that sets those that
// have said everything to nil.
package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		log.Fatal("which file?")
	}
	file, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()

	wordsFrom, toWords := io.Pipe()
	linesFrom, toLines := io.Pipe()
	all := io.TeeReader(io.TeeReader(file, toWords), toLines)

	bytes, words, lines := make(chan int), make(chan int), make(chan int)
	go func() {
		defer close(bytes)
		defer toWords.Close()
		defer toLines.Close()
		bytes <- scan(all, bufio.ScanBytes)
	}()
	go func() {
		defer close(words)
		words <- scan(wordsFrom, bufio.ScanWords)
	}()
	go func() {
		defer close(lines)
		lines <- scan(linesFrom, bufio.ScanLines)
	}()

	// Mistake: the byte counter sends before its deferred calls close the pipes. It works here, since
	// this loop takes from whichever is ready; a receiver that asks for words first would wait for a
	// goroutine that waits for a pipe that waits to be closed by one that waits to be received from.
	var c struct{ bytes, words, lines int }
	for bytes != nil || words != nil || lines != nil {
		select {
		case n, open := <-bytes:
			if !open {
				// A closed channel is always ready; a nil channel never is.
				bytes = nil
				continue
			}
			c.bytes = n
		case n, open := <-words:
			if !open {
				words = nil
				continue
			}
			c.words = n
		case n, open := <-lines:
			if !open {
				lines = nil
				continue
			}
			c.lines = n
		}
	}
	fmt.Println(c.lines, c.words, c.bytes)
}

func scan(from io.Reader, split bufio.SplitFunc) int {
	scanner := bufio.NewScanner(from)
	scanner.Split(split)
	n := 0
	for scanner.Scan() {
		n++
	}
	// Mistake: as in the others, scanner.Err() is never asked.
	return n
}
