package runtime_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"github.com/gojs-runtime/gojs/runtime"
)

func ExampleWithScripts() {
	files := fstest.MapFS{"job.js": {Data: []byte(`onmessage = e => postMessage(e.data + 1)`)}}
	rt, _ := runtime.New(runtime.WithScripts(runtime.FS(files)))
	defer rt.Close()
	fmt.Println(rt.Run(context.Background(), "main.js", `
		const worker = new Worker('job.js');
		worker.onmessage = e => console.log(e.data);
		worker.postMessage(41);
	`))
	// Output:
	// 42
	// <nil>
}

func ExampleHost_Handle() {
	rt, _ := runtime.New()
	defer rt.Close()
	rt.Host().Handle("double", func(ctx context.Context, p *runtime.Port) error {
		for m := range p.Messages(ctx) {
			if err := p.Post(2 * m.Data.(int64)); err != nil {
				return err
			}
		}
		return nil
	})
	fmt.Println(rt.Run(context.Background(), "main.js", `
		const worker = new Worker('go:double');
		worker.onmessage = e => console.log(e.data);
		worker.postMessage(21);
	`))
	// Output:
	// 42
	// <nil>
}

func ExampleHost_NewWorker() {
	files := fstest.MapFS{"sum.js": {Data: []byte(`onmessage = e => postMessage(e.data.reduce((a, b) => a + b))`)}}
	host := runtime.NewHost(runtime.WithScripts(runtime.FS(files)))
	defer host.Close()
	w, err := host.NewWorker("sum.js", runtime.WorkerOptions{Name: "sum"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer w.Terminate()
	if err := w.Port.Post([]int{1, 2, 3}); err != nil {
		fmt.Println(err)
		return
	}
	m, err := w.Port.Receive(context.Background())
	fmt.Println(m.Data, err)
	// Output: 6 <nil>
}
