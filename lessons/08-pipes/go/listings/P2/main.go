// Listing P2, rewritten with its mistakes: two programs over io.Pipe, and what goes wrong with a pipe.
// What the article itself shows as wrong is marked `Pitfall:`.
package main

import (
	"fmt"
	"os"
)

func main() {
	programs := map[string]func(){
		"message":         message,
		"generator":       generator,
		"one-goroutine":   oneGoroutine,
		"forgotten-close": forgottenClose,
		"ignored-error":   ignoredError,
		"own-close":       ownClose,
		"context":         cancelled,
		"failing-source":  failingSource,
	}
	if len(os.Args) < 2 || programs[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "name one of:")
		for name := range programs {
			fmt.Fprintln(os.Stderr, " ", name)
		}
		os.Exit(2)
	}
	programs[os.Args[1]]()
}
