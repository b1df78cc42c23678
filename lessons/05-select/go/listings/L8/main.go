// Listing L8, rewritten: two ways to wait five seconds. Only the second can stand in a select.
package main

import "time"

func main() {
	time.Sleep(5 * time.Second)

	slept := time.After(5 * time.Second)
	<-slept
}
