package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
)

// toServer posts the batches while they are made: the request's body is the pipe's reader. Its length
// is not known in advance, so there is no Content-Length, and the body is sent in chunks.
func toServer(url string, batches []any) {
	reader, writer := io.Pipe()
	go produce(writer, batches)
	response, err := http.Post(url, "application/json", reader)
	if err != nil {
		log.Fatal(err)
	}
	// Mistake: response.StatusCode is not checked. A server that refused the data looks like success.
	response.Body.Close()
	fmt.Println("posted")
}

// serve starts a server on loopback that says what arrived, and answers with status.
func serve(status int) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		scanner := bufio.NewScanner(r.Body)
		for scanner.Scan() {
			fmt.Println("server: received", scanner.Text())
		}
		if err := scanner.Err(); err != nil {
			fmt.Println("server:", err)
		}
		fmt.Println("server: Content-Length", r.ContentLength, "Transfer-Encoding", r.TransferEncoding)
		fmt.Println("server: answers", status)
		w.WriteHeader(status)
	}))
	return server.URL
}
