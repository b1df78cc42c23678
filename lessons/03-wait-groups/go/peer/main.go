// Command compress gzips each file to NAME.gz beside it, several at a time, and keeps the original.
//
// It is the Go program that lesson 03 is timed beside: as many workers as there are cores, a gzip
// writer for each that is used again, a temporary file that is renamed, and no error thrown away.
// Folders are walked. With -mode goroutines it starts a goroutine for each file, as listing L4 does.
package main

import (
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

const chunk = 128 * 1024

// A press compresses one file after another with the same memory.
type press struct {
	writer *gzip.Writer
	buffer []byte
}

func newPress(level int) (*press, error) {
	writer, err := gzip.NewWriterLevel(io.Discard, level)
	if err != nil {
		return nil, err
	}
	return &press{writer: writer, buffer: make([]byte, chunk)}, nil
}

// plain hides the other methods of its writer and reader, so that io.CopyBuffer uses the buffer.
type plain struct{ io.Reader }

func (p *press) compress(name string, force bool) (err error) {
	target := name + ".gz"
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	if _, err := os.Lstat(target); err == nil && !force {
		return fmt.Errorf("%s exists already: -force replaces it", target)
	}

	out, err := os.CreateTemp(filepath.Dir(name), ".compress-*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			out.Close()
			os.Remove(out.Name())
		}
	}()
	p.writer.Reset(out)
	p.writer.Name = filepath.Base(name)
	p.writer.ModTime = info.ModTime()
	if _, err := io.CopyBuffer(p.writer, plain{in}, p.buffer); err != nil {
		return err
	}
	if err := p.writer.Close(); err != nil {
		return err
	}
	if err := out.Chmod(info.Mode().Perm()); err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	if err := os.Chtimes(out.Name(), info.ModTime(), info.ModTime()); err != nil {
		return err
	}
	if force {
		return os.Rename(out.Name(), target)
	}
	// A link fails if the name is taken, a rename would not.
	if err := os.Link(out.Name(), target); err != nil {
		return err
	}
	return os.Remove(out.Name())
}

// find sends every file below the paths.
func find(paths []string, send func(string), fail func(error)) {
	for _, path := range paths {
		err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				fail(err)
			case entry.Type().IsRegular() && !strings.HasSuffix(name, ".gz"):
				send(name)
			}
			return nil
		})
		if err != nil {
			fail(err)
		}
	}
}

func main() {
	jobs := flag.Int("jobs", runtime.NumCPU(), "how many files at a time")
	level := flag.Int("level", gzip.DefaultCompression, "1 is the fastest, 9 makes the smallest output")
	force := flag.Bool("force", false, "replace files that are there already")
	mode := flag.String("mode", "pool", "pool, goroutines or serial")
	flag.Parse()

	var compressed, failed atomic.Int64
	fail := func(err error) {
		failed.Add(1)
		fmt.Fprintln(os.Stderr, "error:", err)
	}
	if _, err := newPress(*level); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(2)
	}
	presses := sync.Pool{New: func() any {
		p, _ := newPress(*level) // The level was tried above.
		return p
	}}
	perform := func(name string) {
		p := presses.Get().(*press)
		defer presses.Put(p)
		if err := p.compress(name, *force); err != nil {
			fail(err)
			return
		}
		compressed.Add(1)
	}

	var group sync.WaitGroup
	switch *mode {
	case "serial":
		find(flag.Args(), perform, fail)
	case "goroutines":
		find(flag.Args(), func(name string) {
			group.Add(1)
			go func() {
				defer group.Done()
				perform(name)
			}()
		}, fail)
	case "pool":
		names := make(chan string, *jobs)
		for i := 0; i < *jobs; i++ {
			group.Add(1)
			go func() {
				defer group.Done()
				for name := range names {
					perform(name)
				}
			}()
		}
		find(flag.Args(), func(name string) { names <- name }, fail)
		close(names)
	default:
		fmt.Fprintln(os.Stderr, "error: -mode is pool, goroutines or serial")
		os.Exit(2)
	}
	group.Wait()

	unit := "files"
	if compressed.Load() == 1 {
		unit = "file"
	}
	fmt.Printf("Compressed %d %s\n", compressed.Load(), unit)
	if failed.Load() > 0 {
		os.Exit(1)
	}
}
