// Command channellock is the Go program that lesson 07 is timed beside: workers that take turns with a
// lock, what a turn costs, and SHA-256 sums of files with at most so many open at once.
package main

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"
)

// A semaphore lets as many in as the channel has room for messages.
type semaphore chan struct{}

func (s semaphore) acquire() { s <- struct{}{} }
func (s semaphore) release() { <-s }

// count lets the workers count together, and take a lock for each number.
func count(n, workers int, with string) (int, error) {
	number := 0
	var turns func(share int)
	switch with {
	case "channel":
		lock := make(semaphore, 1)
		turns = func(share int) {
			for i := 0; i < share; i++ {
				lock.acquire()
				number++
				lock.release()
			}
		}
	case "mutex":
		var lock sync.Mutex
		turns = func(share int) {
			for i := 0; i < share; i++ {
				lock.Lock()
				number++
				lock.Unlock()
			}
		}
	default:
		return 0, fmt.Errorf("no lock is called %q: channel, mutex", with)
	}
	var all sync.WaitGroup
	for worker := 0; worker < workers; worker++ {
		share := n / workers
		if worker < n%workers {
			share++
		}
		all.Add(1)
		go func() {
			defer all.Done()
			turns(share)
		}()
	}
	all.Wait()
	return number, nil
}

const block = 256 * 1024

// A result is a file's sum, or why there is none.
type result struct {
	sum [sha256.Size]byte
	err error
}

func sum(name string, buffer []byte) (r result) {
	file := os.Stdin
	if name != "-" {
		var err error
		if file, err = os.Open(name); err != nil {
			return result{err: err}
		}
		defer file.Close()
	}
	digest := sha256.New()
	for {
		n, err := file.Read(buffer)
		digest.Write(buffer[:n])
		if errors.Is(err, io.EOF) {
			digest.Sum(r.sum[:0])
			return r
		}
		if err != nil {
			return result{err: err}
		}
	}
}

var escapes = strings.NewReplacer("\\", "\\\\", "\n", "\\n", "\r", "\\r")

// hash prints the sums in the order of the names, as sha256sum does.
func hash(names []string, workers, permits int) error {
	if len(names) == 0 {
		names = []string{"-"}
	}
	if workers > len(names) {
		workers = len(names)
	}
	results := make([]chan result, len(names))
	for i := range results {
		results[i] = make(chan result, 1)
	}
	places := make(chan int, len(names))
	for i := range names {
		places <- i
	}
	close(places)
	lock := make(semaphore, permits)
	for worker := 0; worker < workers; worker++ {
		go func() {
			buffer := make([]byte, block)
			for place := range places {
				lock.acquire()
				results[place] <- sum(names[place], buffer)
				lock.release()
			}
		}()
	}
	out := bufio.NewWriter(os.Stdout)
	failed := 0
	for i, name := range names {
		result := <-results[i]
		if result.err != nil {
			fmt.Fprintln(os.Stderr, result.err)
			failed++
			continue
		}
		escaped := escapes.Replace(name)
		mark := ""
		if escaped != name {
			mark = "\\"
		}
		fmt.Fprintf(out, "%s%x  %s\n", mark, result.sum, escaped)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d could not be read", failed, len(names))
	}
	return nil
}

// turns lets each worker have the lock for a while.
func turns(workers, permits int, hold time.Duration) {
	lock := make(semaphore, permits)
	var all sync.WaitGroup
	for id := 1; id <= workers; id++ {
		all.Add(1)
		go func(id int) {
			defer all.Done()
			fmt.Println(id, "wants the lock")
			lock.acquire()
			defer lock.release()
			fmt.Println(id, "has the lock")
			time.Sleep(hold)
			fmt.Println(id, "is releasing the lock")
		}(id)
	}
	all.Wait()
}

func run() error {
	workers := flag.Int("workers", 6, "how many want the lock")
	permits := flag.Int("permits", 1, "how many may have it at once")
	hold := flag.Duration("hold", 500*time.Millisecond, "how long each keeps it")
	counts := flag.Int("count", 0, "count to this, and take the lock for each number")
	with := flag.String("with", "channel", "what guards the number: channel, mutex")
	hashes := flag.Bool("hash", false, "print the SHA-256 sums of files")
	flag.Parse()
	switch {
	case *workers < 1 || *permits < 1:
		return errors.New("at least one worker and one permit")
	case *counts > 0:
		counted, err := count(*counts, *workers, *with)
		if err == nil {
			fmt.Println(counted)
		}
		return err
	case *hashes:
		return hash(flag.Args(), *workers, *permits)
	default:
		turns(*workers, *permits, *hold)
		return nil
	}
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
