// Listing P4, rewritten with its mistakes: two batches, a second apart, go through an io.Pipe to
// standard output, or to a server.
package main

import (
	"fmt"
	"log"
	"os"
)

// Two batches. Each is JSON text already.
var records = []any{`{"id":0,"name":"zero"}`, `{"id":1,"name":"one"}`}

// The second batch cannot be encoded.
var unencodable = []any{records[0], make(chan int)}

func main() {
	log.SetFlags(0)
	programs := map[string]func(){
		"output":        func() { toOutput(records) },
		"output-broken": func() { toOutput(unencodable) },
		"post":          func() { toServer(serve(200), records) },
		"post-refused":  func() { toServer(serve(403), records) },
	}
	if len(os.Args) < 2 || programs[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "output, output-broken, post or post-refused?")
		os.Exit(2)
	}
	programs[os.Args[1]]()
}
