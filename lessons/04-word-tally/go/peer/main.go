// Command tally counts the words of files and folders and prints those that come more than once.
//
// It is the Go program that lesson 04 is timed beside, in two ways: with one map and a lock for each
// word, and with a map for each file, merged as the files end. Both read a file as a whole, find
// words without decoding what is ASCII, and allocate nothing for a word that is known.
package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// counts has a pointer for each word: a word that is known is found by its bytes and counted where
// it is.
type counts map[string]*int

func (c counts) add(word []byte, n int) {
	if count, known := c[string(word)]; known {
		*count += n
		return
	}
	c[string(word)] = &n
}

// shared is one map with its lock.
type shared struct {
	mu     sync.Mutex
	counts counts
}

func (s *shared) add(word []byte) {
	s.mu.Lock()
	s.counts.add(word, 1)
	s.mu.Unlock()
}

func (s *shared) merge(other counts) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for word, n := range other {
		if count, known := s.counts[word]; known {
			*count += *n
		} else {
			s.counts[word] = n
		}
	}
}

var space = [256]bool{'\t': true, '\n': true, '\v': true, '\f': true, '\r': true, ' ': true}

// words calls each with every word of text, in lower case. It overwrites text.
func words(text []byte, each func([]byte)) {
	for i := 0; i < len(text); {
		for i < len(text) && space[text[i]] {
			i++
		}
		start, ascii := i, true
		for i < len(text) && !space[text[i]] {
			c := text[i]
			if 'A' <= c && c <= 'Z' {
				text[i] = c + ('a' - 'A')
			}
			ascii = ascii && c < utf8.RuneSelf
			i++
		}
		switch word := text[start:i]; {
		case len(word) == 0:
		case ascii:
			each(word)
		default:
			// There may be other white space in it.
			for _, word := range bytes.FieldsFunc(word, unicode.IsSpace) {
				each(bytes.ToLower(bytes.ToValidUTF8(word, []byte("\uFFFD"))))
			}
		}
	}
}

// files lists what the arguments stand for.
func files(args []string) ([]string, error) {
	var paths []string
	for _, arg := range args {
		err := filepath.WalkDir(arg, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				paths = append(paths, path)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return paths, nil
}

func run(variant string, jobs int, args []string) error {
	paths, err := files(args)
	if err != nil {
		return err
	}
	all := &shared{counts: make(counts)}
	var tally func(text []byte)
	switch variant {
	case "lock":
		tally = func(text []byte) { words(text, all.add) }
	case "merge":
		tally = func(text []byte) {
			own := make(counts)
			words(text, func(word []byte) { own.add(word, 1) })
			all.merge(own)
		}
	default:
		return fmt.Errorf("unknown variant %q: lock or merge", variant)
	}

	next := make(chan string)
	errs := make(chan error, len(paths))
	var workers sync.WaitGroup
	for range min(jobs, len(paths)) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for path := range next {
				text, err := os.ReadFile(path)
				if err != nil {
					errs <- err
					continue
				}
				tally(text)
			}
		}()
	}
	for _, path := range paths {
		next <- path
	}
	close(next)
	workers.Wait()
	close(errs)

	print(all.counts)
	return <-errs
}

// print writes the most frequent words first, equally frequent ones by their bytes.
func print(all counts) {
	type entry struct {
		word string
		n    int
	}
	ranked := make([]entry, 0, len(all))
	for word, n := range all {
		if *n > 1 {
			ranked = append(ranked, entry{word, *n})
		}
	}
	sort.Slice(ranked, func(i, j int) bool {
		if ranked[i].n != ranked[j].n {
			return ranked[i].n > ranked[j].n
		}
		return strings.Compare(ranked[i].word, ranked[j].word) < 0
	})
	output := bufio.NewWriterSize(os.Stdout, 64*1024)
	defer output.Flush()
	for _, entry := range ranked {
		fmt.Fprintf(output, "%s: %d\n", entry.word, entry.n)
	}
}

func main() {
	variant := flag.String("variant", "merge", "lock: a lock for each word; merge: a map for each file")
	jobs := flag.Int("jobs", runtime.GOMAXPROCS(0), "how many files are read at a time")
	flag.Parse()
	if err := run(*variant, *jobs, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
