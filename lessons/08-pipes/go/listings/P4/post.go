package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
)

type record struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
}

// toServer posts records while they are made: the request's body is the pipe's reader. Nobody knows
// how long it will be, so there is no Content-Length, and it is sent in chunks.
func toServer() error {
	url, err := serve()
	if err != nil {
		return err
	}
	reader, writer := io.Pipe()
	go func() { writer.CloseWithError(encode(writer, 3)) }()
	return post(url, reader)
}

func encode(to io.Writer, n int) error {
	encoder := json.NewEncoder(to)
	for id := 0; id < n; id++ {
		if err := encoder.Encode(record{id, fmt.Sprint("record ", id)}); err != nil {
			return err
		}
	}
	return nil
}

// post sends all that body brings, and shows the answer. The client closes the body in any case: if
// the request fails, the writer hears of it and does not wait for ever.
func post(url string, body io.Reader) error {
	response, err := http.Post(url, "application/x-ndjson", body)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", url, response.Status)
	}
	_, err = io.Copy(os.Stdout, response.Body)
	return err
}

// serve starts a server on loopback that tells what came, and how.
func serve() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lines := 0
		scanner := bufio.NewScanner(r.Body)
		for scanner.Scan() {
			lines++
		}
		if err := scanner.Err(); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		fmt.Fprintf(w, "%d lines, Content-Length %d (-1: none), Transfer-Encoding %v\n",
			lines, r.ContentLength, r.TransferEncoding)
	}))
	return "http://" + listener.Addr().String(), nil
}
