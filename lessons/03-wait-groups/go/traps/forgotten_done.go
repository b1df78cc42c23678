// The bug `forgotten-done`: a task that fails returns early, and never leaves the group.
package main

import (
	"errors"
	"fmt"
	"sync"
)

func compress(string) error { return errors.New("disk full") }

func main() {
	var group sync.WaitGroup
	group.Add(1)
	go func() {
		if err := compress("a"); err != nil {
			fmt.Println(err)
			return // BUG: skips Done
		}
		group.Done()
	}()
	group.Wait()
}
