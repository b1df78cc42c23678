// Listing L8, written afresh: two ways to wait five seconds. Nothing is wrong with it; only the
// second can stand in a select.
package main

import "time"

func main() {
	time.Sleep(5 * time.Second)

	slept := time.After(5 * time.Second)
	<-slept
}
