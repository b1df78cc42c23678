// The bug `wrong-end`: it receives from the sending end.
package main

import "fmt"

func receiveAll(from chan<- int) {
	for message := range from { // BUG: Go's compiler refuses it
		fmt.Println(message)
	}
}

func main() {
	numbers := make(chan int)
	go close(numbers)
	receiveAll(numbers)
}
