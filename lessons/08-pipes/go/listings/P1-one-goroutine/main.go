// Listing P1, written afresh with its mistakes: bytes, words and lines of a file in one pass, over
// two pipes and two tees, all in one goroutine.
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

	// Mistake: the first read hands its bytes to the tee, which waits until somebody reads from the
	// pipe; that is this very goroutine, two lines further down (one-thread). The runtime notices:
	// "all goroutines are asleep - deadlock!"
	bytes := scan(all, bufio.ScanBytes)
	toWords.Close()
	toLines.Close()

	words := scan(wordsFrom, bufio.ScanWords)
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
	// Mistake: scanner.Err() is never asked: a file that cannot be read to its end is counted as far
	// as it came (error-swallowed).
	return n
}
