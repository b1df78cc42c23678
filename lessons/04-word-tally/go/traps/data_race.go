// The bug `data-race`: no lock around the map that all goroutines write.
package main

import (
	"fmt"
	"os"
	"sync"
)

func main() {
	tally := map[string]int{}
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			tally["the"]++ // BUG: no lock
		})
	}
	group.Wait()
	if tally["the"] != 2 {
		fmt.Println("wrong: the tally counts", tally["the"])
		os.Exit(1)
	}
}
