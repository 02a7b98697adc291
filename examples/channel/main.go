// Command channel gives a script one end of a message channel and uses the other end in Go.
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/gojs-runtime/gojs/runtime"
)

const script = `
host.onmessage = ({ data }) => {
	console.log(data);
	if (data.includes('second')) host.close();
};
host.postMessage('the first message');
host.postMessage({ second: [1, 2, 3], bytes: new Uint8Array([1, 2]) });
`

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	rt, err := runtime.New()
	if err != nil {
		return err
	}
	defer rt.Close()

	ch := rt.NewChannel()
	defer ch.Go.Close()
	if err := rt.VM().Set("host", ch.JS); err != nil {
		return err
	}
	go func() {
		for m := range ch.Go.Messages(ctx) {
			ch.Go.Post(fmt.Sprintf("Go got %v", m.Data))
		}
	}()

	return rt.Run(ctx, "script.js", script)
}
