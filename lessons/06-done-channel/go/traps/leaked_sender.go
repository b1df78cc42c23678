// The bug `leaked-sender`: no sender is left, and the channel is never closed. A Go channel has no sending
// ends that are counted, so here it is the call of `close` that is forgotten.
package main

import "fmt"

func main() {
	msg := make(chan string)
	go func() {
		msg <- "hello" // BUG: and no close(msg)
	}()
	for message := range msg {
		fmt.Println(message)
	}
}
