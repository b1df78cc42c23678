// Command closures runs functions in goroutines and waits for them.
//
// Lesson 02 is timed beside this Go program. With -tasks N it starts N goroutines that add their
// numbers to a sum, and waits for all of them. Without -tasks it prints before, inside and after one
// goroutine, and joins it.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// goroutines starts one goroutine for each number.
func goroutines(count uint64) uint64 {
	var (
		sum   atomic.Uint64
		group sync.WaitGroup
	)
	for n := uint64(0); n < count; n++ {
		n := n
		group.Add(1)
		go func() {
			defer group.Done()
			sum.Add(n)
		}()
	}
	group.Wait()
	return sum.Load()
}

// pool starts as many goroutines as there are cores and hands them functions over a channel.
func pool(count uint64) uint64 {
	var (
		sum   atomic.Uint64
		group sync.WaitGroup
	)
	tasks := make(chan func(), 1024)
	for range make([]struct{}, runtime.GOMAXPROCS(0)) {
		group.Add(1)
		go func() {
			defer group.Done()
			for task := range tasks {
				task()
			}
		}()
	}
	for n := uint64(0); n < count; n++ {
		n := n
		tasks <- func() { sum.Add(n) }
	}
	close(tasks)
	group.Wait()
	return sum.Load()
}

// prints shows one goroutine that is joined.
func prints(out *bufio.Writer) {
	var lock sync.Mutex
	line := func(text string) {
		lock.Lock()
		defer lock.Unlock()
		fmt.Fprintln(out, text)
		out.Flush()
	}
	done := make(chan struct{})
	line("Before the closure.")
	go func() {
		defer close(done)
		line("Inside the closure.")
	}()
	line("After starting it.")
	<-done
}

func main() {
	tasks := flag.Uint64("tasks", 0, "how many goroutines to run")
	with := flag.String("with", "goroutines", "what runs them: goroutines or pool")
	flag.Parse()
	if *tasks == 0 {
		prints(bufio.NewWriter(os.Stdout))
		return
	}
	run := goroutines
	if *with == "pool" {
		run = pool
	}
	started := time.Now()
	sum := run(*tasks)
	each := time.Since(started).Seconds() * 1e6 / float64(*tasks)
	fmt.Printf("%d closures ran, sum %d\n", *tasks, sum)
	fmt.Fprintf(os.Stderr, "%.2f µs for each\n", each)
}
