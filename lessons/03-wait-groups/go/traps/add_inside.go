// The bug `add-inside`: the goroutine joins the group itself, instead of the one that starts it.
package main

import (
	"fmt"
	"os"
	"sync"
)

func main() {
	results := make([]string, 3)
	var group sync.WaitGroup
	for i := range results {
		go func() {
			group.Add(1) // BUG: main may already have waited
			defer group.Done()
			results[i] = "compressed"
		}()
	}
	group.Wait()
	for i, result := range results {
		if result == "" {
			fmt.Println("wrong: wait returned before this task was done:", i)
			os.Exit(1)
		}
	}
}
