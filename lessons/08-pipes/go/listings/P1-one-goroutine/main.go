// Listing P1, rewritten with its mistake: bytes, words and lines of a file in one pass, over two pipes
// and two tees, all in one goroutine.
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
	// The second tee reads from the first pipe: it forwards what the word counter reads.
	forWords := io.TeeReader(wordsFrom, toLines)

	// Mistake: the first read hands its bytes to the tee, whose write blocks until the pipe is read. The
	// read would be made by this very goroutine, two lines further down (one-thread). The runtime notices
	// it: "all goroutines are asleep - deadlock!"
	bytes := scan(forBytes, bufio.ScanBytes)
	toWords.Close()
	words := scan(forWords, bufio.ScanWords)
	toLines.Close()
	lines := scan(linesFrom, bufio.ScanLines)
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
