// Command embed runs a script in a Go program.
package main

import (
	"context"
	"log"

	"github.com/gojs-runtime/gojs/runtime"
)

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	rt, err := runtime.New()
	if err != nil {
		return err
	}
	defer rt.Close()
	return rt.Run(context.Background(), "hello.js", `setTimeout(() => console.log("hello"), 10)`)
}
