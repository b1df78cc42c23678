// The bug `half-written`: the file gets its final name first, and is then written.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

func main() {
	folder, _ := os.MkdirTemp("", "half-written")
	defer os.RemoveAll(folder)
	name := filepath.Join(folder, "a.gz")
	done := make(chan bool)
	go func() {
		file, _ := os.Create(name) // BUG: visible from here on
		file.WriteString("half")
		time.Sleep(2 * time.Millisecond)
		file.WriteString("+half")
		file.Close()
		done <- true
	}()
	time.Sleep(time.Millisecond)
	seen, err := os.ReadFile(name)
	<-done
	if err == nil && string(seen) != "half+half" {
		fmt.Printf("wrong: a part of the file is visible: %q\n", seen)
		os.RemoveAll(folder)
		os.Exit(1)
	}
}
