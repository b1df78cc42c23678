package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"time"
)

// toOutput shows the first batch a second before the next one exists: the pipe holds nothing back, and
// the writer cannot run ahead of the reader.
func toOutput(batches []any) {
	reader, writer := io.Pipe()
	go produce(writer, batches)
	n, err := io.Copy(os.Stdout, reader)
	fmt.Fprintln(os.Stderr, "copied", n, "bytes, error:", err)
}

func produce(to *io.PipeWriter, batches []any) {
	defer to.Close()
	encoder := json.NewEncoder(to)
	for i, batch := range batches {
		if i > 0 {
			time.Sleep(time.Second)
		}
		// Mistake: the batch is JSON text already. The encoder quotes it again, "{\"id\":0,…}", and a
		// decoder gets a string in place of a record.
		if err := encoder.Encode(batch); err != nil {
			// Mistake: ends the whole process from within this goroutine. The close above is skipped,
			// and main never learns why; to.CloseWithError(err) would pass the error on.
			log.Fatalf("cannot encode a batch: %v", err)
		}
	}
}
