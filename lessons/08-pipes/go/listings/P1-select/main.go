// Listing P1, rewritten: three channels, and a select that sets those that are closed to nil.
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
	forBytes := io.TeeReader(file, toWords)
	forWords := io.TeeReader(wordsFrom, toLines)

	bytes, words, lines := make(chan int), make(chan int), make(chan int)
	go func() {
		defer close(bytes)
		n := scan(forBytes, bufio.ScanBytes)
		toWords.Close()
		bytes <- n
	}()
	go func() {
		defer close(words)
		n := scan(forWords, bufio.ScanWords)
		// The goroutine that feeds a pipe closes it, before it sends: the line counter needs that end.
		toLines.Close()
		words <- n
	}()
	go func() {
		defer close(lines)
		lines <- scan(linesFrom, bufio.ScanLines)
	}()

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
	if err := scanner.Err(); err != nil {
		log.Fatal(err)
	}
	return n
}
