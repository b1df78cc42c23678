// Listing P1, rewritten: the three counters in goroutines of their own, and a wait group.
package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"os"
	"sync"
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

	// Three variables, each written by one goroutine, and read after Wait: there is no race.
	var bytes, words, lines int
	var group sync.WaitGroup
	group.Add(3)
	go func() {
		defer group.Done()
		// This goroutine feeds the first pipe, so it closes it. After group.Wait() would be too late:
		// the word counter waits for that end, and the group waits for the word counter
		// (forgotten-close).
		defer toWords.Close()
		bytes = scan(forBytes, bufio.ScanBytes)
	}()
	go func() {
		defer group.Done()
		// Reading from the second tee feeds the second pipe, so it is closed here and not above.
		defer toLines.Close()
		words = scan(forWords, bufio.ScanWords)
	}()
	go func() {
		defer group.Done()
		lines = scan(linesFrom, bufio.ScanLines)
	}()
	group.Wait()
	fmt.Println(lines, words, bytes)
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
