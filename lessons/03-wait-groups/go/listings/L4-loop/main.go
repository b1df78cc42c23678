// A loop that assigns with `=`, as that of L4 does, and one that declares with `:=`. The functions run
// after both loops have ended.
package main

import "fmt"

func main() {
	var i int
	var shared, own []func() int
	for i = range 3 {
		shared = append(shared, func() int { return i })
	}
	for i := range 3 {
		own = append(own, func() int { return i })
	}
	for at := range 3 {
		fmt.Println("with =", shared[at](), "with :=", own[at]())
	}
}
