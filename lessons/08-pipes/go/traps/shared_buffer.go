// The bug `shared-buffer`: a buffer in place of a pipe. A read before the first write sees the end.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

func main() {
	var buffer bytes.Buffer // BUG: it neither waits nor locks
	done := make(chan bool)
	go func() {
		buffer.WriteString("ab")
		done <- true
	}()
	counted, _ := io.Copy(io.Discard, &buffer)
	<-done
	if counted != 2 {
		fmt.Println("wrong: of 2 bytes, the consumer counted", counted)
		os.Exit(1)
	}
}
