// Command hello stops its senders when the time is up.
//
// It is the Go program that lesson 06 is compared with. With -stop-time it measures how long waiting
// senders take to end once they are asked to.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// An account counts events where they happen.
type account struct {
	started, ended, sent, received, dropped, opened, closed atomic.Int64
}

func (a *account) String() string {
	return fmt.Sprintf(
		"threads: %d started, %d ended; messages: %d sent, %d received, %d dropped; "+
			"channels: %d of %d left open",
		a.started.Load(), a.ended.Load(), a.sent.Load(), a.received.Load(), a.dropped.Load(),
		a.opened.Load()-a.closed.Load(), a.opened.Load())
}

// run starts senders that send next() at intervals, and calls receive with what they send until the
// time is up or receive says that it was enough. When it returns, all senders have ended. It returns
// the time at which it asked them to.
//
// With drain, no message that a sender has made is lost, because it receives until msg is closed.
func run(
	senders int, every time.Duration, until <-chan time.Time, drain bool,
	books *account, receive func(int) bool,
) time.Time {
	msg, done := make(chan int), make(chan struct{})
	books.opened.Add(2)
	var group sync.WaitGroup
	for range senders {
		group.Add(1)
		books.started.Add(1)
		go func() {
			defer group.Done()
			defer books.ended.Add(1)
			send(msg, done, every, drain, books)
		}()
	}
	// The senders' side closes, once all of them have ended.
	closed := make(chan struct{})
	go func() {
		group.Wait()
		close(msg)
		books.closed.Add(1)
		close(closed)
	}()

	enough := false
	for !enough {
		select {
		case n := <-msg:
			books.received.Add(1)
			enough = receive(n)
		case <-until:
			enough = true
		}
	}
	stopped := time.Now()
	close(done)
	books.closed.Add(1)
	if drain {
		for n := range msg {
			books.received.Add(1)
			receive(n)
		}
	}
	<-closed
	return stopped
}

func send(msg chan<- int, done <-chan struct{}, every time.Duration, drain bool, books *account) {
	timer := time.NewTimer(every)
	defer timer.Stop()
	for n := 1; ; n++ {
		if drain {
			select {
			case <-done:
				return
			default:
			}
			books.sent.Add(1)
			msg <- n
		} else {
			books.sent.Add(1)
			select {
			case msg <- n:
			case <-done:
				books.dropped.Add(1)
				return
			}
		}
		select {
		case <-timer.C:
			timer.Reset(every)
		case <-done:
			return
		}
	}
}

func hello(every, length time.Duration, drain bool) error {
	var books account
	var failed error
	run(1, every, time.After(length), drain, &books, func(n int) bool {
		_, failed = fmt.Printf("hello %d\n", n)
		return failed != nil
	})
	fmt.Fprintln(os.Stderr, "Done")
	fmt.Fprintln(os.Stderr, &books)
	return failed
}

func stopTime(senders, rounds int, drain bool) {
	var times []time.Duration
	for range rounds {
		var books account
		there := 0
		stopped := run(senders, time.Hour, nil, drain, &books, func(int) bool {
			there++
			return there == senders
		})
		times = append(times, time.Since(stopped))
		if books.ended.Load() != int64(senders) {
			panic(books.String())
		}
	}
	slices.Sort(times)
	median := float64(times[len(times)/2].Nanoseconds()) / 1000
	fmt.Printf("%s: %.1f µs from the stop until all have ended (median of %s)\n",
		count(senders, "sender"), median, count(rounds, "round"))
}

func count(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

func main() {
	every := flag.Duration("every", 500*time.Millisecond, "how long from one hello to the next")
	length := flag.Duration("for", 5*time.Second, "how long to receive")
	variant := flag.String("variant", "done", "done, or join: nothing that was made is lost")
	senders := flag.Int("stop-time", 0, "measure how long so many senders take to end")
	rounds := flag.Int("rounds", 20, "how often to measure")
	flag.Parse()
	if *variant != "done" && *variant != "join" || *rounds < 1 {
		flag.Usage()
		os.Exit(2)
	}
	drain := *variant == "join"
	if *senders > 0 {
		stopTime(*senders, *rounds, drain)
		return
	}
	if err := hello(*every, *length, drain); err != nil {
		fmt.Fprintln(os.Stderr, "cannot write to standard output:", err)
		os.Exit(1)
	}
}
