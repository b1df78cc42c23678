// Listing P1, rewritten with its mistake: the lines are counted out of a buffer that two goroutines
// share.
package main

import (
	"bufio"
	"bytes"
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
	forBytes := io.TeeReader(file, toWords)
	// Mistake: a buffer in place of the second pipe. Its read does not block, so the line counter takes
	// "nothing yet" for the end (shared-buffer). And a bytes.Buffer has no lock: one goroutine writes to
	// it while another one reads, which is a data race.
	var forLines bytes.Buffer
	forWords := io.TeeReader(wordsFrom, &forLines)

	var byteCount, words, lines int
	var group sync.WaitGroup
	group.Add(3)
	go func() {
		defer group.Done()
		defer toWords.Close()
		byteCount = scan(forBytes, bufio.ScanBytes)
	}()
	go func() {
		defer group.Done()
		words = scan(forWords, bufio.ScanWords)
	}()
	go func() {
		defer group.Done()
		lines = scan(&forLines, bufio.ScanLines)
	}()
	group.Wait()
	fmt.Println(lines, words, byteCount)
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
