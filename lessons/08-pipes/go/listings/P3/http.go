package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
)

// overHTTP is the second step: it serves the records, and asks for them once.
func overHTTP(records []any) error {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		respond(w, records)
	}))
	defer server.Close()

	answer, err := http.Get(server.URL)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	fmt.Printf("%s\n%s", answer.Status, body)
	fmt.Println("error while reading the body:", err)
	return err
}

func respond(w http.ResponseWriter, records []any) {
	// Needless: the encoder could write to w, and would need neither a pipe nor a goroutine.
	reader, writer := io.Pipe()
	go produce(writer, records)
	// Mistake: says 200 before it is known whether the records can be encoded.
	w.WriteHeader(http.StatusOK)
	if _, err := io.Copy(w, reader); err != nil {
		// Mistake: to return ends the body as if it were whole (error-swallowed). To panic with
		// http.ErrAbortHandler would cut the connection.
		return
	}
}
