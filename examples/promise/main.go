// Command promise gives a script a Go function that runs on a goroutine of its own and returns a
// promise.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/netip"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/runtime"
)

const script = `
async function describe(text) {
	try {
		const { address, version, private: local } = await parseAddress(text);
		return address + ': IPv' + version + (local ? ', private' : '');
	} catch (e) {
		return e.message;
	}
}

// All run at the same time.
Promise.all(['192.168.0.1', '2001:db8::1', 'localhost'].map(describe))
	.then(lines => lines.forEach(line => console.log(line)));
`

type address struct {
	Address string `json:"address"`
	Version int    `json:"version"`
	Private bool   `json:"private"`
}

// parse stands for work that takes long.
func parse(text string) (address, error) {
	a, err := netip.ParseAddr(text)
	if err != nil {
		return address{}, fmt.Errorf("no address: %q", text)
	}
	return address{Address: a.String(), Version: a.BitLen()/128*2 + 4, Private: a.IsPrivate()}, nil
}

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

	err = rt.VM().Set("parseAddress", func(call goja.FunctionCall) goja.Value {
		text := call.Argument(0).String()
		return rt.Go(func(context.Context) (any, error) { return parse(text) })
	})
	if err != nil {
		return err
	}
	if err := rt.Run(ctx, "script.js", script); err != nil {
		return err
	}

	// Go can also wait for a promise of the script.
	promise, err := rt.Eval(ctx, `describe('::1').then(line => line.toUpperCase())`)
	if err != nil {
		return err
	}
	line, err := rt.Await(ctx, promise)
	if err != nil {
		return err
	}
	fmt.Println("Go:", line)

	// If no script handles an error that a goroutine returned, Run returns it.
	err = rt.Run(ctx, "unhandled.js", `parseAddress('nowhere')`)
	var uncaught *runtime.UncaughtError
	if errors.As(err, &uncaught) {
		fmt.Println("Go:", uncaught.Message)
	}
	return nil
}
