// Command peer-http makes JSON records, passes them through an io.Pipe, and posts what comes out.
//
// It is the Go program that `lesson-08 json --url` is timed beside: the same records, the same
// buffering, the same answer. Without -url it starts a server of its own on loopback, as
// `--url own` does.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"hash/crc32"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

// A record is a reading of a sensor.
type record struct {
	ID           uint64 `json:"id"`
	Sensor       string `json:"sensor"`
	Millidegrees int32  `json:"millidegrees"`
	OK           bool   `json:"ok"`
}

var sensors = [5]string{"attic", "boiler", "cellar", "garden", "kitchen"}

// mix is the finalizer of splitmix64: neighbours have nothing in common.
func mix(n uint64) uint64 {
	n += 0x9E3779B97F4A7C15
	n = (n ^ (n >> 30)) * 0xBF58476D1CE4E5B9
	n = (n ^ (n >> 27)) * 0x94D049BB133111EB
	return n ^ (n >> 31)
}

func fill(r *record, id uint64) {
	mixed := mix(id)
	r.ID = id
	r.Sensor = sensors[mixed%5]
	r.Millidegrees = int32((mixed>>8)%50_000) - 10_000
	r.OK = mixed>>60 != 0
}

// produce writes the records as JSON lines, a batch with each write.
func produce(out io.Writer, records, batch uint64) error {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	var r record
	for made := uint64(0); made < records; {
		end := min(made+batch, records)
		buffer.Reset()
		for ; made < end; made++ {
			fill(&r, made)
			if err := encoder.Encode(&r); err != nil {
				return err
			}
		}
		if _, err := out.Write(buffer.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// A received is what a server says of an upload.
type received struct {
	Bytes int64  `json:"bytes"`
	Lines int64  `json:"lines"`
	CRC32 string `json:"crc32"`
}

// receive counts all that comes, in constant memory.
func receive(w http.ResponseWriter, r *http.Request) {
	var answer received
	sum := crc32.NewIEEE()
	buffer := make([]byte, 64*1024)
	for {
		n, err := r.Body.Read(buffer)
		data := buffer[:n]
		answer.Bytes += int64(n)
		answer.Lines += int64(bytes.Count(data, []byte{'\n'}))
		sum.Write(data)
		if err == io.EOF {
			break
		}
		if err != nil {
			http.Error(w, "the upload broke off", http.StatusBadRequest)
			return
		}
	}
	answer.CRC32 = fmt.Sprintf("%08x", sum.Sum32())
	w.Header().Set("Content-Type", "application/json")
	// The client may have gone.
	_ = json.NewEncoder(w).Encode(answer)
}

// own starts a server on loopback: where it takes uploads.
func own() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/upload", receive)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(listener)
	return "http://" + listener.Addr().String() + "/upload", nil
}

func run(url string, records, batch uint64) error {
	if url == "" {
		var err error
		if url, err = own(); err != nil {
			return err
		}
	}
	reader, writer := io.Pipe()
	go func() {
		// Without an error, this is the end of the file.
		writer.CloseWithError(produce(writer, records, batch))
	}()
	client := http.Client{Transport: &http.Transport{WriteBufferSize: 64 * 1024}}
	response, err := client.Post(url, "application/x-ndjson", reader)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(os.Stdout, response.Body); err != nil {
		return err
	}
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("%s answered %s", url, response.Status)
	}
	return nil
}

func main() {
	records := flag.Uint64("records", 10, "how many records to make")
	batch := flag.Uint64("batch", 500, "how many records are written at once")
	url := flag.String("url", "", "where to post them; without it, to a server of its own")
	flag.Parse()
	if *batch == 0 {
		fmt.Fprintln(os.Stderr, "-batch must not be 0")
		os.Exit(2)
	}
	if err := run(*url, *records, *batch); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
