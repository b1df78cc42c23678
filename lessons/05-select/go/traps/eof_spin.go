// The bug `eof-spin`: the end of the input is sent as if it were data, and read again.
package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

func main() {
	input := strings.NewReader("")
	buffers := make(chan []byte)
	go func() {
		for {
			buffer := make([]byte, 2)
			n, _ := input.Read(buffer) // BUG: io.EOF is never checked
			buffers <- buffer[:n]
		}
	}()
	timeout := time.After(2 * time.Millisecond)
	empty := 0
	for {
		select {
		case <-buffers:
			empty++
		case <-timeout:
			if empty > 1 {
				fmt.Println("wrong: the input had ended, and was read again:", empty)
				os.Exit(1)
			}
			return
		}
	}
}
