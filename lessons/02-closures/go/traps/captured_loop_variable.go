// The bug `captured-loop-variable`: all closures share the loop's variable, and read it late.
package main

import (
	"fmt"
	"os"
	"sync"
)

func main() {
	items := []string{"a", "b", "c"}
	var seen sync.Map
	var group sync.WaitGroup
	var n int
	for n = range items { // BUG: with `=` there is one variable, in Go 1.22 and later too
		group.Add(1)
		go func() {
			defer group.Done()
			seen.Store(items[n], true)
		}()
	}
	group.Wait()
	for _, item := range items {
		if _, ok := seen.Load(item); !ok {
			fmt.Println("wrong: no closure saw", item)
			os.Exit(1)
		}
	}
}
