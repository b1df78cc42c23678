package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
)

// cost prints what a write into a pipe costs, with one goroutine that writes and one that reads.
func cost(args []string) error {
	flags := flag.NewFlagSet("cost", flag.ExitOnError)
	size := flags.Int("size", 512, "how many bytes are written at once")
	writes := flags.Int("writes", 200_000, "how often")
	which := flags.String("pipe", "io", "io: io.Pipe; os: the operating system's")
	flags.Parse(args)

	var from io.ReadCloser
	var to io.WriteCloser
	switch *which {
	case "io":
		from, to = io.Pipe()
	case "os":
		reader, writer, err := os.Pipe()
		if err != nil {
			return err
		}
		from, to = reader, writer
	default:
		return fmt.Errorf("unknown pipe %q: io or os", *which)
	}

	done := make(chan error, 1)
	began := time.Now()
	go func() { done <- drain(from, max(*size, block)) }()
	text := bytes.Repeat([]byte("."), *size)
	for i := 0; i < *writes; i++ {
		if _, err := to.Write(text); err != nil {
			return err
		}
	}
	if err := to.Close(); err != nil {
		return err
	}
	if err := <-done; err != nil {
		return err
	}
	ns := float64(time.Since(began).Nanoseconds()) / float64(*writes)
	fmt.Printf("%s: %d writes of %d bytes, %.1f ns per write, %.3f GB/s\n",
		*which, *writes, *size, ns, float64(*size)/ns)
	return nil
}

func drain(from io.Reader, size int) error {
	buffer := make([]byte, size)
	for {
		if _, err := from.Read(buffer); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}
