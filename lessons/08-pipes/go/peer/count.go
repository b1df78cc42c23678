package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"unicode/utf8"
)

// block is how many bytes are read at once.
const block = 64 * 1024

type counts struct{ lines, words, bytes int }

var engines = map[string]func(io.Reader) (counts, error){
	"loop":        inALoop,
	"table":       byTable,
	"pipes":       func(in io.Reader) (counts, error) { return overPipes(in, scanLines, scanWords) },
	"table-pipes": func(in io.Reader) (counts, error) { return overPipes(in, tableLines, tableWords) },
}

// count prints lines, words and bytes of files, or of standard input, in the columns of wc.
func count(args []string) error {
	flags := flag.NewFlagSet("count", flag.ExitOnError)
	engine := flags.String("engine", "loop", "loop: one pass, rune by rune; "+
		"table: one pass, a table for ASCII; pipes: two pipes and two tees, with scanners; "+
		"table-pipes: two pipes and two tees, with the table")
	flags.Parse(args)
	by := engines[*engine]
	if by == nil {
		return fmt.Errorf("unknown engine %q: loop, table, pipes or table-pipes", *engine)
	}
	columns := width(flags.Args())
	if flags.NArg() == 0 {
		got, err := by(os.Stdin)
		if err == nil {
			fmt.Println(row(got, columns))
		}
		return err
	}
	var all counts
	var failed error
	for _, name := range flags.Args() {
		got, err := countFile(name, by)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		fmt.Println(row(got, columns), name)
		all.lines += got.lines
		all.words += got.words
		all.bytes += got.bytes
	}
	if flags.NArg() > 1 {
		fmt.Println(row(all, columns), "total")
	}
	return failed
}

func countFile(name string, by func(io.Reader) (counts, error)) (counts, error) {
	file, err := os.Open(name)
	if err != nil {
		return counts{}, err
	}
	defer file.Close()
	return by(file)
}

// width is that of the longest number that may come: 7 if nobody knows.
func width(names []string) int {
	var abouts []os.FileInfo
	if len(names) == 0 {
		if about, err := os.Stdin.Stat(); err == nil {
			abouts = append(abouts, about)
		}
	}
	for _, name := range names {
		if about, err := os.Stat(name); err == nil {
			abouts = append(abouts, about)
		}
	}
	size, least := int64(0), 1
	for _, about := range abouts {
		if about.Mode().IsRegular() {
			size += about.Size()
		} else {
			least = 7
		}
	}
	return max(least, len(strconv.FormatInt(size, 10)))
}

func row(c counts, width int) string {
	return fmt.Sprintf("%*d %*d %*d", width, c.lines, width, c.words, width, c.bytes)
}

// inALoop counts all three in one pass, as one writes it.
func inALoop(in io.Reader) (counts, error) {
	var c counts
	inside := false
	reader := bufio.NewReaderSize(in, block)
	for {
		r, size, err := reader.ReadRune()
		if err == io.EOF {
			return c, nil
		}
		if err != nil {
			return c, err
		}
		c.bytes += size
		if r == '\n' {
			c.lines++
		}
		white := isWhiteRune(r)
		if !white && !inside {
			c.words++
		}
		inside = !white
	}
}

// byTable counts all three in one pass, block by block, as fast as it goes without assembly.
func byTable(in io.Reader) (counts, error) {
	var c counts
	var w words
	err := eachBlock(in, func(b []byte) {
		c.bytes += len(b)
		c.lines += bytes.Count(b, []byte{'\n'})
		w.add(b)
	})
	c.words = w.total()
	return c, err
}

// overPipes gives the input to three counters, each in a goroutine of its own.
func overPipes(in io.Reader, countLines, countWords func(io.Reader) (int, error)) (counts, error) {
	linesFrom, toLines := io.Pipe()
	wordsFrom, toWords := io.Pipe()
	tees := io.TeeReader(io.TeeReader(in, toLines), toWords)

	var c counts
	var errs [3]error
	var group sync.WaitGroup
	group.Add(3)
	go func() {
		defer group.Done()
		errs[0] = eachBlock(tees, func(b []byte) { c.bytes += len(b) })
		// Nil is the end.
		toLines.CloseWithError(errs[0])
		toWords.CloseWithError(errs[0])
	}()
	go func() {
		defer group.Done()
		c.lines, errs[1] = countLines(linesFrom)
		linesFrom.CloseWithError(errs[1])
	}()
	go func() {
		defer group.Done()
		c.words, errs[2] = countWords(wordsFrom)
		wordsFrom.CloseWithError(errs[2])
	}()
	group.Wait()
	return c, errors.Join(errs[:]...)
}

func tableLines(in io.Reader) (lines int, err error) {
	err = eachBlock(in, func(b []byte) { lines += bytes.Count(b, []byte{'\n'}) })
	return
}

func tableWords(in io.Reader) (int, error) {
	var w words
	err := eachBlock(in, w.add)
	return w.total(), err
}

func scanLines(in io.Reader) (int, error) { return scan(in, lineEnds) }

// scanWords takes U+0085 for white space and U+2060 for a letter, as Go does.
func scanWords(in io.Reader) (int, error) { return scan(in, bufio.ScanWords) }

func scan(in io.Reader, split bufio.SplitFunc) (n int, err error) {
	scanner := bufio.NewScanner(in)
	scanner.Buffer(make([]byte, block), 1<<30)
	scanner.Split(split)
	for scanner.Scan() {
		n++
	}
	return n, scanner.Err()
}

// lineEnds is bufio.ScanLines without a last line that has no end: wc does not count it.
func lineEnds(data []byte, atEOF bool) (int, []byte, error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF {
		return len(data), nil, nil
	}
	return 0, nil, nil
}

func eachBlock(in io.Reader, see func([]byte)) error {
	buffer := make([]byte, block)
	for {
		n, err := in.Read(buffer)
		see(buffer[:n])
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// isWhite says 1 of white space in ASCII.
var isWhite = [utf8.RuneSelf]uint8{'\t': 1, '\n': 1, '\v': 1, '\f': 1, '\r': 1, ' ': 1}

// words counts runs of what is not white space, in blocks that may cut a character in two.
type words struct {
	started int
	inside  uint8
	cut     []byte
}

func (w *words) add(b []byte) {
	if len(w.cut) > 0 {
		need := min(utf8.UTFMax-1, len(b))
		joined := append(append([]byte{}, w.cut...), b[:need]...)
		if !utf8.FullRune(joined) {
			w.cut = joined
			return
		}
		had := len(w.cut)
		w.cut = nil
		i := 0
		for i < had {
			r, size := utf8.DecodeRune(joined[i:])
			w.see(r)
			i += size
		}
		b = b[i-had:]
	}
	started, inside := w.started, w.inside
	for i := 0; i < len(b); {
		if c := b[i]; c < utf8.RuneSelf {
			now := 1 - isWhite[c]
			started += int(now &^ inside)
			inside = now
			i++
			continue
		}
		if len(b)-i < utf8.UTFMax && !utf8.FullRune(b[i:]) {
			w.cut = append(w.cut, b[i:]...)
			break
		}
		r, size := utf8.DecodeRune(b[i:])
		w.started, w.inside = started, inside
		w.see(r)
		started, inside = w.started, w.inside
		i += size
	}
	w.started, w.inside = started, inside
}

func (w *words) see(r rune) {
	now := uint8(1)
	if isWhiteRune(r) {
		now = 0
	}
	w.started += int(now &^ w.inside)
	w.inside = now
}

// total is what was counted, a character at the end that is not whole included.
func (w *words) total() int {
	if len(w.cut) > 0 {
		w.see(utf8.RuneError)
		w.cut = nil
	}
	return w.started
}

// isWhiteRune follows GNU wc: unicode.IsSpace has U+0085 too, and lacks U+2060.
func isWhiteRune(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return isWhite[r] == 1
	case r >= 0x2000 && r <= 0x200A:
		return true
	}
	switch r {
	case 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000:
		return true
	}
	return false
}
