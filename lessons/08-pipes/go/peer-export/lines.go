package main

import (
	"bytes"
	"encoding/base64"
	"math"
	"strconv"
	"unicode/utf8"
)

// appendKeys appends each column's name as JSON, with what comes before its value.
func appendKeys(keys [][]byte, columns []string) [][]byte {
	for i, name := range columns {
		before := byte(',')
		if i == 0 {
			before = '{'
		}
		key := appendText([]byte{before}, []byte(name))
		keys = append(keys, append(key, ':'))
	}
	return keys
}

// appendValue appends a value to a line; what JSON has no form for is a base64 text in an object.
func appendValue(line []byte, v value) []byte {
	switch v.kind {
	case integer:
		return strconv.AppendInt(line, v.integer, 10)
	case real:
		return appendReal(line, v.real)
	case text:
		if utf8.Valid(v.bytes) {
			return appendText(line, v.bytes)
		}
		return appendEncoded(line, "text", v.bytes)
	case blob:
		return appendEncoded(line, "blob", v.bytes)
	default:
		return append(line, "null"...)
	}
}

// appendReal appends a number that shows that it is no integer, whatever its value.
func appendReal(line []byte, n float64) []byte {
	if math.IsInf(n, 0) {
		// Too large for any reader.
		if n < 0 {
			line = append(line, '-')
		}
		return append(line, "9e999"...)
	}
	format := byte('f')
	if size := math.Abs(n); size != 0 && (size < 1e-5 || size >= 1e16) {
		format = 'e'
	}
	start := len(line)
	line = strconv.AppendFloat(line, n, format, -1, 64)
	if bytes.IndexByte(line[start:], '.') < 0 && format == 'f' {
		line = append(line, '.', '0')
	}
	return line
}

const hexadecimal = "0123456789abcdef"

// appendText appends valid UTF-8 in quotes. The encoder of encoding/json would also escape what is
// only special in HTML.
func appendText(line, text []byte) []byte {
	line = append(line, '"')
	done := 0
	for i, c := range text {
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		line = append(line, text[done:i]...)
		done = i + 1
		switch c {
		case '"', '\\':
			line = append(line, '\\', c)
		case '\b':
			line = append(line, '\\', 'b')
		case '\f':
			line = append(line, '\\', 'f')
		case '\n':
			line = append(line, '\\', 'n')
		case '\r':
			line = append(line, '\\', 'r')
		case '\t':
			line = append(line, '\\', 't')
		default:
			line = append(line, '\\', 'u', '0', '0', hexadecimal[c>>4], hexadecimal[c&15])
		}
	}
	line = append(line, text[done:]...)
	return append(line, '"')
}

func appendEncoded(line []byte, kind string, bytes []byte) []byte {
	line = append(line, '{', '"')
	line = append(line, kind...)
	line = append(line, '"', ':', '"')
	line = base64.StdEncoding.AppendEncode(line, bytes)
	return append(line, '"', '}')
}
