// Listing L5, rewritten with its mistake: many goroutines, one map, no lock.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"sync"
)

// ANCHOR: tally
// tally is shared by all goroutines.
type tally struct {
	// Mistake: no lock guards the map (data-race). With several files the runtime usually notices that
	// two goroutines are writing to the map, and ends the program; `go run -race` names both places.
	counts map[string]int
}

// ANCHOR_END: tally

// ANCHOR: add
func (t *tally) add(word string, n int) {
	seen, known := t.counts[word]
	if !known {
		t.counts[word] = n
		return
	}
	// The same race once more: this reads and writes in two steps, so another goroutine's count may get
	// lost between them. A lock around each of the two would not help (lost-update).
	t.counts[word] = seen + n
}

// ANCHOR_END: add

// ANCHOR: read
func read(path string, t *tally) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	scanner.Split(bufio.ScanWords)
	for scanner.Scan() {
		t.add(strings.ToLower(scanner.Text()), 1)
	}
	// A word of more than 64 KiB ends the scan with an error.
	return scanner.Err()
}

// ANCHOR_END: read

// ANCHOR: main
func main() {
	words := &tally{counts: make(map[string]int)}
	var readers sync.WaitGroup
	for _, path := range os.Args[1:] {
		readers.Add(1)
		go func(path string) {
			defer readers.Done()
			if err := read(path, words); err != nil {
				// Goes into the data, and the program still ends with status 0.
				fmt.Println(err)
			}
		}(path)
	}
	readers.Wait()

	// The order differs from run to run: a map has none.
	for word, n := range words.counts {
		if n > 1 {
			fmt.Printf("%s: %d\n", word, n)
		}
	}
}

// ANCHOR_END: main
