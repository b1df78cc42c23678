// Listing P4, written afresh with its mistake: what comes out of an io.Pipe is sent on as it comes,
// to standard output, to a server, and out of a database that memory could not hold.
package main

import (
	"fmt"
	"os"
)

func main() {
	streams := map[string]func() error{
		"output":   toOutput,
		"post":     toServer,
		"database": fromDatabase,
	}
	if len(os.Args) < 2 || streams[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "output, post or database?")
		os.Exit(2)
	}
	if err := streams[os.Args[1]](); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
