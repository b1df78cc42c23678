// Command pipes does in Go what lesson 08 does in Rust: it is the program that the lesson is timed
// beside.
package main

import (
	"fmt"
	"os"
)

// Subcommands take the arguments after their name.
var subcommands = map[string]func(args []string) error{
	"count": count,
	"cost":  cost,
}

func main() {
	var run func([]string) error
	if len(os.Args) > 1 {
		run = subcommands[os.Args[1]]
	}
	if run == nil {
		fmt.Fprintln(os.Stderr, "usage: pipes count|cost …")
		os.Exit(2)
	}
	if err := run(os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}
