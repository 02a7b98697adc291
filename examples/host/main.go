// Command host runs scripts whose workers are written in JavaScript and in Go.
package main

import (
	"context"
	"fmt"
	"log"
	"strings"
	"testing/fstest"

	"github.com/gojs-runtime/gojs/runtime"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

// scripts would be an embed.FS or os.DirFS("scripts") in a real program.
var scripts = fstest.MapFS{
	"reverse.js": {Data: []byte(`onmessage = e => postMessage([...e.data].reverse().join(''))`)},
}

// shout is a worker written in Go.
func shout(ctx context.Context, p *runtime.Port) error {
	for m := range p.Messages(ctx) {
		text, ok := m.Data.(string)
		if !ok {
			return fmt.Errorf("%v is no text", m.Data)
		}
		if err := p.Post(strings.ToUpper(text)); err != nil {
			return err
		}
	}
	return nil
}

const program = `
	const ask = (worker, text) => new Promise((resolve, reject) => {
		worker.onmessage = e => resolve(e.data);
		worker.onerror = e => { e.preventDefault(); reject(e.message) };
		worker.postMessage(text);
	});
	(async () => {
		console.log(await ask(new Worker('reverse.js'), 'stressed'));
		const shout = new Worker('go:shout');
		console.log(await ask(shout, 'quiet'));
		console.log(await ask(shout, 42).catch(reason => reason));
	})();`

func run(ctx context.Context) error {
	host := runtime.NewHost(
		runtime.WithScripts(runtime.FS(scripts)),
		runtime.WithLimits(runtime.Limits{Workers: 100, WorkerDepth: 2}),
	)
	defer host.Close()
	host.Handle("shout", shout)

	rt, err := host.New()
	if err != nil {
		return err
	}
	if err := rt.Run(ctx, "main.js", program); err != nil {
		return err
	}

	w, err := host.NewWorker("reverse.js", runtime.WorkerOptions{Name: "of Go"})
	if err != nil {
		return err
	}
	defer w.Terminate()
	if err := w.Port.Post("drawer"); err != nil {
		return err
	}
	m, err := w.Port.Receive(ctx)
	if err != nil {
		return w.Wait(ctx)
	}
	fmt.Println(m.Data)
	return nil
}
