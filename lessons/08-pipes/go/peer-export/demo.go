package main

import "strconv"

// A kind is what a column of a row holds.
type kind uint8

const (
	null kind = iota
	integer
	real
	text
	blob
)

// A value is one of a row, as a driver hands it out: its bytes are good until the next row.
type value struct {
	kind    kind
	integer int64
	real    float64
	bytes   []byte
}

// A demo is the table that `lesson-08 export --demo` makes: every seventh note is missing, every
// hundredth is Latin-1, every tenth row has a small blob.
type demo struct {
	rows, id    int64
	values      [5]value
	name, image []byte
}

func (d *demo) columns() []string {
	return []string{"id", "name", "price", "note", "image"}
}

func (d *demo) next() bool {
	d.id++
	return d.id <= d.rows
}

var cafe, latin1 = []byte("café"), []byte("caf\xE9")

func (d *demo) row() []value {
	d.name = strconv.AppendInt(append(d.name[:0], "record "...), d.id, 10)
	note := value{kind: text, bytes: cafe}
	if d.id%7 == 0 {
		note = value{kind: null}
	} else if d.id%100 == 0 {
		note.bytes = latin1
	}
	image := value{kind: null}
	if d.id%10 == 0 {
		d.image = strconv.AppendInt(append(d.image[:0], "image "...), d.id, 10)
		image = value{kind: blob, bytes: d.image}
	}
	d.values = [5]value{
		{kind: integer, integer: d.id},
		{kind: text, bytes: d.name},
		{kind: real, real: float64(d.id) * 0.25},
		note,
		image,
	}
	return d.values[:]
}
