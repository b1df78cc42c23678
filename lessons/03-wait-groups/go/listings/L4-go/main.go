// L4 as it can be written since Go 1.25: WaitGroup.Go calls Add, starts the goroutine, and calls Done
// when the function returns.
package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"sync"
)

func main() {
	var group sync.WaitGroup
	for _, name := range os.Args[1:] {
		group.Go(func() {
			if err := compress(name); err != nil {
				fmt.Println(err)
			}
		})
	}
	group.Wait()
}

// compress is that of L3, mistakes included.
func compress(name string) error {
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()

	out, err := os.Create(name + ".gz")
	if err != nil {
		return err
	}
	defer out.Close()

	zipped := gzip.NewWriter(out)
	_, err = io.Copy(zipped, in)
	zipped.Close()
	return err
}
