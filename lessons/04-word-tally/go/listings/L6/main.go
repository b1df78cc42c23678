// Listing L6, rewritten: the map of L5 behind a lock.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"sync"
)

// ANCHOR: tally
// tally embeds its lock, which makes Lock and Unlock methods of tally. Any code that has a tally can
// call them, and can also use the map without them (half-locked).
type tally struct {
	sync.Mutex
	counts map[string]int
}

// ANCHOR_END: tally

// ANCHOR: add
func (t *tally) add(word string, n int) {
	t.Lock()
	defer t.Unlock()
	seen, known := t.counts[word]
	if !known {
		t.counts[word] = n
		return
	}
	t.counts[word] = seen + n
}

// ANCHOR_END: add

func read(path string, t *tally) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	scanner.Split(bufio.ScanWords)
	for scanner.Scan() {
		// One lock for each word: right, and slow.
		t.add(strings.ToLower(scanner.Text()), 1)
	}
	return scanner.Err()
}

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

	// No other goroutine is left, so this lock is not strictly needed, as the original says too. Go's
	// compiler cannot know that. Rust's can, and lets main have the map without the lock.
	words.Lock()
	for word, n := range words.counts {
		if n > 1 {
			fmt.Printf("%s: %d\n", word, n)
		}
	}
	words.Unlock()
}

// ANCHOR_END: main
