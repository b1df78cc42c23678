// The bug `ignored-errors`: the result of the work is discarded, so a failed task counts as done.
package main

import (
	"errors"
	"fmt"
	"os"
	"sync"
)

var failed bool

func compress(string) error {
	failed = true
	return errors.New("disk full")
}

func main() {
	var group sync.WaitGroup
	var reported []error
	group.Go(func() {
		compress("a") // BUG: discards the error
	})
	group.Wait()
	if failed && len(reported) == 0 {
		fmt.Println("wrong: a task failed, and no failure was reported")
		os.Exit(1)
	}
}
