// Command embed runs a script in a Go program.
package main

import (
	"context"
	"log"

	"github.com/gojs-runtime/gojs/runtime"
)

func main() {
	rt, err := runtime.New()
	if err != nil {
		log.Fatal(err)
	}
	defer rt.Close()
	if err := rt.Run(context.Background(), "hello.js", `setTimeout(() => console.log("hello"), 10)`); err != nil {
		log.Print(err)
	}
}
