// The bug `padded`: the whole buffer is sent, although the read filled only its beginning.
package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {
	input := strings.NewReader("a")
	buffers := make(chan []byte)
	go func() {
		buffer := make([]byte, 2)
		input.Read(buffer)
		buffers <- buffer // BUG: the unused rest is sent too
		close(buffers)
	}()
	echoed := ""
	for buffer := range buffers {
		echoed += string(buffer)
	}
	if echoed != "a" {
		fmt.Printf("wrong: %q is not what was typed\n", echoed)
		os.Exit(1)
	}
}
