package main

import (
	"encoding/json"
	"fmt"
	"io"
)

// A rows is what database/sql has under this name, as far as it is needed here. The driver of a real
// database would be a module of others; the listing is about what comes after it.
type rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close() error
}

// fromDatabase sends a table on over the network. One row is in memory at a time, however many there
// are: the table is read no faster than the server takes it.
func fromDatabase() error {
	url, err := serve()
	if err != nil {
		return err
	}
	reader, writer := io.Pipe()
	go func() { writer.CloseWithError(export(writer, &numbered{last: 1_000_000})) }()
	return post(url, reader)
}

func export(to io.Writer, found rows) error {
	defer found.Close()
	encoder := json.NewEncoder(to)
	for found.Next() {
		var r record
		if err := found.Scan(&r.ID, &r.Name); err != nil {
			return err
		}
		// A write for each row, and each waits for the reader: it would be far faster to write some
		// hundred rows at once.
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	// Next says false as well when the connection broke: only this tells a part from the whole.
	return found.Err()
}

// A numbered has the rows of a table that is nowhere: each is made when it is asked for.
type numbered struct{ id, last int }

func (n *numbered) Next() bool {
	n.id++
	return n.id <= n.last
}

func (n *numbered) Scan(dest ...any) error {
	if len(dest) != 2 {
		return fmt.Errorf("there are 2 columns, not %d", len(dest))
	}
	id, isNumber := dest[0].(*int)
	name, isText := dest[1].(*string)
	if !isNumber || !isText {
		return fmt.Errorf("a number and a text are not for %T and %T", dest[0], dest[1])
	}
	*id, *name = n.id, fmt.Sprint("record ", n.id)
	return nil
}

func (n *numbered) Err() error   { return nil }
func (n *numbered) Close() error { return nil }
