package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"
)

// toOutput shows each batch of records a second before the next one exists: the pipe keeps nothing
// back, and the writer cannot run ahead of the reader.
func toOutput() error {
	reader, writer := io.Pipe()
	go func() {
		// Without an error, this is the end of the file.
		writer.CloseWithError(produce(writer, 3, 2))
	}()
	_, err := io.Copy(os.Stdout, reader)
	return err
}

func produce(to io.Writer, batches, size int) error {
	encoder := json.NewEncoder(to)
	for batch := 0; batch < batches; batch++ {
		if batch > 0 {
			time.Sleep(time.Second)
		}
		for i := 0; i < size; i++ {
			id := batch*size + i
			line := fmt.Sprintf(`{"id":%d,"name":"record %d"}`, id, id)
			// Mistake: this line is JSON already. The encoder takes it for a text and quotes it once
			// more, "{\"id\":0,…}": whoever decodes it gets a string in place of a record. One encodes
			// the record itself, or writes the line as it is.
			if err := encoder.Encode(line); err != nil {
				return err
			}
		}
	}
	return nil
}
