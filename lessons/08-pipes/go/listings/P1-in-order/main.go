// Listing P1, rewritten: three channels, received from one after the other. All three results are
// wanted anyway, so nothing is gained by a select.
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
		n := scan(forBytes, bufio.ScanBytes)
		// Before the send, which blocks until main receives: by then it would be too late.
		toWords.Close()
		bytes <- n
	}()
	go func() {
		n := scan(forWords, bufio.ScanWords)
		// The goroutine that feeds a pipe closes it.
		toLines.Close()
		words <- n
	}()
	go func() { lines <- scan(linesFrom, bufio.ScanLines) }()

	fmt.Println(<-lines, <-words, <-bytes)
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
