// Listing P1, written afresh with its mistakes: three channels, received from one after the other.
// All three results are wanted anyway, so nothing is gained by a select.
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
		n := scan(all, bufio.ScanBytes)
		// Before the send: in another order of receiving it would be too late after it.
		toWords.Close()
		toLines.Close()
		bytes <- n
	}()
	go func() { words <- scan(wordsFrom, bufio.ScanWords) }()
	go func() { lines <- scan(linesFrom, bufio.ScanLines) }()

	// Mistake: nobody learns of a failure: a channel of numbers has no room for it (error-swallowed).
	fmt.Println(<-lines, <-words, <-bytes)
}

func scan(from io.Reader, split bufio.SplitFunc) int {
	scanner := bufio.NewScanner(from)
	scanner.Split(split)
	n := 0
	for scanner.Scan() {
		n++
	}
	return n
}
