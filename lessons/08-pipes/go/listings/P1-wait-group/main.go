// Listing P1, written afresh with its mistakes: the three counters in goroutines of their own, and a
// wait group.
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
	all := io.TeeReader(io.TeeReader(file, toWords), toLines)

	var bytes, words, lines int
	var group sync.WaitGroup
	group.Add(3)
	go func() {
		defer group.Done()
		// The writers are closed where the input ends. After group.Wait() it would be too late: the
		// other two wait for that end, and the group waits for them (forgotten-close).
		defer toWords.Close()
		// Mistake: if the file could not be read to its end, Close says that all is well; it would
		// take CloseWithError, with what scan has not asked for (error-swallowed).
		defer toLines.Close()
		bytes = scan(all, bufio.ScanBytes)
	}()
	go func() {
		defer group.Done()
		// Mistake: a scanner gives up at a word of more than 64 KiB. It leaves the pipe open, nobody
		// reads from it any more, and the tee waits for ever (reader-gone). The same for a long line.
		words = scan(wordsFrom, bufio.ScanWords)
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
	return n
}
