// Listing P3, rewritten with its mistakes: records are encoded into a pipe and decoded from it, sent
// over HTTP, and encoded with the result in a channel.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"
)

type record struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
}

// failing is a record that cannot be encoded.
type failing struct{}

func (failing) MarshalJSON() ([]byte, error) { return nil, errors.New("the source failed") }

// Each input fails in its own place. The second record of wrongType is one that the consumer refuses.
var (
	whole      = []any{record{0, "zero"}, record{1, "one"}, record{2, "two"}}
	brokenOff  = []any{record{0, "zero"}, failing{}}
	wrongType  = []any{record{0, "zero"}, map[string]int{"name": 1}, record{2, "two"}}
	inputNames = map[string][]any{"whole": whole, "broken-off": brokenOff, "wrong-type": wrongType}
)

func main() {
	steps := map[string]func([]any) error{"decode": decode, "http": overHTTP, "result": withResult}
	if len(os.Args) < 3 || steps[os.Args[1]] == nil || inputNames[os.Args[2]] == nil {
		fmt.Fprintln(os.Stderr, "decode, http or result? whole, broken-off or wrong-type?")
		os.Exit(2)
	}
	if err := steps[os.Args[1]](inputNames[os.Args[2]]); err != nil {
		fmt.Println("goroutines left:", left())
		os.Exit(1)
	}
}

// cause is short, and the same with every version of Go.
func cause(err error) string {
	var badType *json.UnmarshalTypeError
	if errors.As(err, &badType) {
		return "a record of the wrong type"
	}
	for errors.Unwrap(err) != nil {
		err = errors.Unwrap(err)
	}
	return err.Error()
}

// left counts the goroutines beside main. Those that are about to end get two seconds for it.
func left() int {
	for i := 0; i < 200 && runtime.NumGoroutine() > 1; i++ {
		time.Sleep(10 * time.Millisecond)
	}
	return runtime.NumGoroutine() - 1
}

// decode is the first step.
func decode(records []any) error {
	reader, writer := io.Pipe()
	go produce(writer, records)
	return consume(reader)
}

func produce(to *io.PipeWriter, records []any) {
	defer to.Close()
	encoder := json.NewEncoder(to)
	for _, r := range records {
		if err := encoder.Encode(r); err != nil {
			// Right: the reader gets the error. The close above changes nothing then: the first counts.
			to.CloseWithError(err)
			return
		}
	}
}

func consume(from *io.PipeReader) error {
	decoder := json.NewDecoder(from)
	for {
		var r record
		err := decoder.Decode(&r)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			fmt.Println("the consumer got:", cause(err))
			// Mistake: returns without from.Close(), so the producer blocks in its next write forever:
			// its goroutine leaks (reader-gone).
			return err
		}
		fmt.Println(r.ID, r.Name)
	}
}

// withResult is the third step: the producer's result arrives over a channel, too.
func withResult(records []any) error {
	reader, writer := io.Pipe()
	result := make(chan error, 1)
	go func() {
		err := encode(writer, records)
		if err != nil {
			writer.CloseWithError(err)
		} else {
			writer.Close()
		}
		result <- err
	}()
	if err := consume(reader); err != nil {
		// Mistake: again without reader.Close().
		return err
	}
	return <-result
}

func encode(to io.Writer, records []any) error {
	encoder := json.NewEncoder(to)
	for _, r := range records {
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	return nil
}
