// Command select echoes standard input over channels until the input ends or the time is up, or sends
// messages over channels and measures what receiving them costs.
//
// It is the Go program that lesson 05 is compared with. As there, the echo loses nothing that was sent
// before the timeout, writes nothing after the closing message, and reuses its buffers.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

const grace = time.Second

// An echoer reads in one goroutine and writes in another.
type echoer struct {
	filled chan []byte
	empty  chan []byte
	// Closed when the loop has ended, after which nothing is received.
	over chan struct{}
	// Why reading ended. Written before filled is closed, read after.
	failed  error
	read    atomic.Int64
	written atomic.Int64
	// Every read gets a new buffer, as in the original, and the garbage collector frees the old ones.
	fresh bool
}

func newEchoer(size, buffers int, fresh bool) *echoer {
	e := &echoer{
		fresh:  fresh,
		filled: make(chan []byte, buffers),
		empty:  make(chan []byte, buffers),
		over:   make(chan struct{}),
	}
	for range buffers {
		e.empty <- make([]byte, size)
	}
	return e
}

// fill reads until the input or the echo ends. There is a slot for each buffer, so a send never
// blocks.
func (e *echoer) fill(in io.Reader) {
	defer close(e.filled)
	for {
		select {
		case buffer := <-e.empty:
			if e.fresh {
				buffer = make([]byte, cap(buffer))
			}
			n, err := in.Read(buffer[:cap(buffer)])
			if n > 0 {
				e.read.Add(int64(n))
				e.filled <- buffer[:n]
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				e.failed = fmt.Errorf("cannot read standard input: %w", err)
				return
			}
		case <-e.over:
			return
		}
	}
}

// echo writes what it receives until the input ends or the time is up, and returns whether the time was.
func (e *echoer) echo(out io.Writer, timeout time.Duration) (bool, error) {
	defer close(e.over)
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	for {
		select {
		case buffer, more := <-e.filled:
			if !more {
				return false, e.failed
			}
			if err := e.write(out, buffer); err != nil {
				return false, err
			}
			e.empty <- buffer
		case <-timer.C:
			return e.rest(out)
		}
	}
}

// rest writes what was sent before the timeout. No buffer is returned.
func (e *echoer) rest(out io.Writer) (bool, error) {
	for {
		select {
		case buffer, more := <-e.filled:
			if !more {
				return false, e.failed
			}
			if err := e.write(out, buffer); err != nil {
				return false, err
			}
		default:
			return true, nil
		}
	}
}

func (e *echoer) write(out io.Writer, buffer []byte) error {
	n, err := out.Write(buffer)
	e.written.Add(int64(n))
	if err != nil {
		return fmt.Errorf("cannot write to standard output: %w", err)
	}
	return nil
}

func echo(timeout time.Duration, size, buffers int, fresh bool) error {
	e := newEchoer(size, buffers, fresh)
	go e.fill(os.Stdin)
	type result struct {
		timedOut bool
		err      error
	}
	done := make(chan result, 1)
	go func() {
		timedOut, err := e.echo(os.Stdout, timeout)
		done <- result{timedOut, err}
	}()
	select {
	case ended := <-done:
		if ended.timedOut {
			fmt.Fprintln(os.Stderr, "Timed out.")
		}
		return ended.err
	case <-time.After(timeout + grace):
		fmt.Fprintln(os.Stderr, "Timed out.")
		return fmt.Errorf("%d bytes were read and not written", e.read.Load()-e.written.Load())
	}
}

// A source is an input of a given size. Each read copies bytes, as a read from a file does.
type source struct {
	block []byte
	left  int64
}

func (s *source) Read(buffer []byte) (int, error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	n := copy(buffer[:min(int64(len(buffer)), s.left)], s.block)
	s.left -= int64(n)
	return n, nil
}

// A target copies what it is given, as a write to a file does.
type target struct {
	block []byte
	bytes int64
}

func (t *target) Write(bytes []byte) (int, error) {
	n := copy(t.block, bytes)
	t.bytes += int64(n)
	return n, nil
}

// measure echoes from memory to memory.
func measure(bytes int64, size, buffers int, fresh bool) error {
	out := target{block: make([]byte, size)}
	started := time.Now()
	e := newEchoer(size, buffers, fresh)
	go e.fill(&source{make([]byte, size), bytes})
	_, err := e.echo(&out, time.Hour)
	took := time.Since(started)
	fmt.Printf("%d bytes echoed\n", out.bytes)
	fmt.Fprintf(os.Stderr, "%v, %.0f MB per second\n", took.Round(time.Millisecond), float64(bytes)/took.Seconds()/1e6)
	return err
}

// The sums of what was received, which show whether a message was lost.
type sums struct{ left, right uint64 }

// selected receives with one select for each message.
func selected(left, right <-chan uint64) (s sums) {
	for left != nil || right != nil {
		select {
		case n, more := <-left:
			if !more {
				left = nil
			}
			s.left += n
		case n, more := <-right:
			if !more {
				right = nil
			}
			s.right += n
		}
	}
	return s
}

// drained receives with one select for all messages of the channel that is ready, up to its capacity.
func drained(left, right <-chan uint64) (s sums) {
	drain := func(from <-chan uint64) (sum uint64, more bool) {
		for range cap(from) - 1 {
			select {
			case n, more := <-from:
				if !more {
					return sum, false
				}
				sum += n
			default:
				return sum, true
			}
		}
		return sum, true
	}
	for left != nil || right != nil {
		select {
		case n, more := <-left:
			var rest uint64
			if more {
				rest, more = drain(left)
			}
			if !more {
				left = nil
			}
			s.left += n + rest
		case n, more := <-right:
			var rest uint64
			if more {
				rest, more = drain(right)
			}
			if !more {
				right = nil
			}
			s.right += n + rest
		}
	}
	return s
}

// A tagged message says which sender it is from.
type tagged struct {
	right  bool
	number uint64
}

// oneChannel receives without a select.
func oneChannel(both <-chan tagged) (s sums) {
	for message := range both {
		if message.right {
			s.right += message.number
		} else {
			s.left += message.number
		}
	}
	return s
}

func messages(count uint64, way string, capacity int) error {
	lefts, rights := (count+1)/2, count/2
	started := time.Now()
	var s sums
	switch way {
	case "select", "drained":
		left, right := make(chan uint64, capacity), make(chan uint64, capacity)
		send := func(messages uint64, to chan<- uint64) {
			for n := uint64(1); n <= messages; n++ {
				to <- n
			}
			close(to)
		}
		go send(lefts, left)
		go send(rights, right)
		if way == "drained" {
			s = drained(left, right)
		} else {
			s = selected(left, right)
		}
	case "enum":
		both := make(chan tagged, capacity)
		var senders sync.WaitGroup
		send := func(messages uint64, right bool) {
			defer senders.Done()
			for n := uint64(1); n <= messages; n++ {
				both <- tagged{right, n}
			}
		}
		senders.Add(2)
		go send(lefts, false)
		go send(rights, true)
		go func() {
			senders.Wait()
			close(both)
		}()
		s = oneChannel(both)
	default:
		return fmt.Errorf("no way %q: select, drained or enum", way)
	}
	took := time.Since(started)
	fmt.Printf("left %d right %d\n", s.left, s.right)
	each := float64(took.Nanoseconds()) / float64(count)
	fmt.Fprintf(os.Stderr, "%d messages: %.0f ns each, %.2f million per second\n", count, each, 1000/each)
	return nil
}

func run() error {
	timeout := flag.Duration("timeout", 30*time.Second, "how long to echo")
	size := flag.Int("read", 32*1024, "how many bytes one read may bring")
	buffers := flag.Int("buffers", 64, "how many buffers go round")
	fresh := flag.Bool("fresh", false, "make a new buffer for each read")
	bytes := flag.Int64("copy", 0, "echo so many bytes from memory to memory instead")
	count := flag.Uint64("messages", 0, "send so many messages instead")
	way := flag.String("way", "select", "how they are received: select, drained or enum")
	capacity := flag.Int("capacity", 64, "how many messages a channel holds")
	flag.Parse()
	if *count > 0 {
		return messages(*count, *way, *capacity)
	}
	if *bytes > 0 {
		return measure(*bytes, *size, *buffers, *fresh)
	}
	return echo(*timeout, *size, *buffers, *fresh)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
