package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing/fstest"
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/runtime"
)

// The program ends by itself when it is quiescent. No port has to be closed.
func Example() {
	rt, err := runtime.New()
	if err != nil {
		panic(err)
	}
	defer rt.Close()
	err = rt.Run(context.Background(), "hello.js", `
		const { port1, port2 } = new MessageChannel();
		port2.onmessage = e => console.log('got', e.data);
		port1.postMessage({ hello: 'world' });
	`)
	fmt.Println(err)
	// Output:
	// got { hello: 'world' }
	// <nil>
}

// A context ends even an endless loop, and the runtime can run again.
func ExampleRuntime_Run() {
	rt, _ := runtime.New()
	defer rt.Close()
	ctx, cancel := context.WithTimeoutCause(context.Background(), 10*time.Millisecond, errors.New("too slow"))
	defer cancel()
	fmt.Println(rt.Run(ctx, "endless.js", "for (;;);"))
	fmt.Println(rt.Run(context.Background(), "next.js", "console.log('still here')"))
	// Output:
	// too slow
	// still here
	// <nil>
}

func ExampleRuntime_RunFile() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	for name, source := range map[string]string{
		"main.js":   "const { add } = require('./add.js'); console.log(add(40, 2))",
		"add.js":    "exports.add = (a, b) => a + b",
		"broken.js": "let x = ;",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(source), 0o600); err != nil {
			panic(err)
		}
	}

	rt, _ := runtime.New(runtime.WithNode(nil, nil)) // for require
	defer rt.Close()
	ctx := context.Background()
	fmt.Println(rt.RunFile(ctx, filepath.Join(dir, "main.js")))
	fmt.Println(errors.Is(rt.RunFile(ctx, filepath.Join(dir, "missing.js")), fs.ErrNotExist))
	var syntaxError *runtime.SyntaxError
	if errors.As(rt.RunFile(ctx, filepath.Join(dir, "broken.js")), &syntaxError) {
		fmt.Printf("%s:%d:%d: %s\n", filepath.Base(syntaxError.File), syntaxError.Line, syntaxError.Column, syntaxError.Message)
	}
	// Output:
	// 42
	// <nil>
	// true
	// broken.js:1:9: Unexpected token ;
}

// Eval returns the value of a script. What the script started goes on in the next Wait.
func ExampleRuntime_Eval() {
	rt, _ := runtime.New()
	defer rt.Close()
	ctx := context.Background()
	v, err := rt.Eval(ctx, "setTimeout(() => console.log('later'), 10); 6 * 7")
	fmt.Println(v, err)
	_, err = rt.Eval(ctx, "missing()")
	fmt.Println(err)
	fmt.Println(rt.Wait(ctx))
	// Output:
	// 42 <nil>
	// Uncaught ReferenceError: missing is not defined (<eval>:1:8)
	// later
	// <nil>
}

func ExampleRuntime_Await() {
	rt, _ := runtime.New()
	defer rt.Close()
	ctx := context.Background()
	for _, source := range []string{
		"new Promise(resolve => setTimeout(resolve, 1, 'done'))",
		"(async () => { throw new RangeError('too far') })()",
		"new Promise(() => {})",
	} {
		promise, err := rt.Eval(ctx, source)
		if err != nil {
			panic(err)
		}
		v, err := rt.Await(ctx, promise)
		fmt.Println(v, err)
	}
	// Output:
	// done <nil>
	// <nil> Uncaught (in promise) RangeError: too far (<eval>:1:22)
	// <nil> runtime: the promise never settles: nothing is queued that could do it
}

// A goroutine reaches a running script with Post. The hold keeps Run waiting until then.
func ExampleRuntime_Post() {
	rt, _ := runtime.New()
	defer rt.Close()
	ctx := context.Background()
	rt.Eval(ctx, "function onAnswer(x) { console.log('the answer is', x) }")
	hold := rt.Hold()
	go func() {
		defer hold.Release()
		answer := 6 * 7 // something slow
		rt.Post(func(vm *goja.Runtime) {
			onAnswer, _ := goja.AssertFunction(vm.Get("onAnswer"))
			if _, err := onAnswer(goja.Undefined(), vm.ToValue(answer)); err != nil {
				panic(err) // reported as an exception of the script
			}
		})
	}()
	fmt.Println(rt.Wait(ctx))
	// Output:
	// the answer is 42
	// <nil>
}

// Without the hold, Run would return before the goroutine has ended.
func ExampleRuntime_Hold() {
	rt, _ := runtime.New()
	defer rt.Close()
	hold := rt.Hold()
	go func() {
		defer hold.Release()
		fmt.Println("slow work is done")
	}()
	fmt.Println(rt.Run(context.Background(), "main.js", "console.log('the script is done')"))
	// Unordered output:
	// the script is done
	// slow work is done
	// <nil>
}

// A channel has one end for the script and one for Go. Clones of values cross it.
func ExampleRuntime_NewChannel() {
	rt, _ := runtime.New()
	defer rt.Close()
	ctx := context.Background()

	ch := rt.NewChannel()
	rt.VM().Set("host", ch.JS)
	go func() {
		for m := range ch.Go.Messages(ctx) { // until the script closes its end
			question := m.Data.(map[string]any)
			ch.Go.Post(map[string]any{"id": question["id"], "answer": question["a"].(int64) * question["b"].(int64)})
		}
	}()
	fmt.Println(rt.Run(ctx, "main.js", `
		host.onmessage = e => { console.log(e.data); host.close() };
		host.postMessage({ id: 1, a: 6, b: 7 });
	`))
	// Output:
	// { answer: 42, id: 1 }
	// <nil>
}

// Go values become the JavaScript values that one would expect, and the other way round.
func ExamplePort_Post() {
	type Tick struct {
		ID   int       `json:"id"`
		At   time.Time `json:"at"`
		Data []byte    `json:"data,omitempty"`
		Note error     `json:"note"`
	}
	rt, _ := runtime.New()
	defer rt.Close()
	ctx := context.Background()

	ch := rt.NewChannel()
	rt.VM().Set("host", ch.JS)
	err := ch.Go.Post([]Tick{{ID: 1, At: time.UnixMilli(0), Data: []byte{1, 2}, Note: errors.New("a note")}})
	fmt.Println(err)
	rt.Eval(ctx, `
		host.onmessage = ({ data: [tick] }) => {
			console.log(tick.id, tick.at instanceof Date, tick.data, tick.note.message);
			host.postMessage([tick.id, tick.at, tick.data, 2n ** 70n, new Map([['k', 1.5]]), undefined]);
			host.close();
		}`)
	fmt.Println(rt.Wait(ctx))
	m, err := ch.Go.Receive(ctx)
	for _, v := range m.Data.([]any) {
		fmt.Printf("%T %v\n", v, v)
	}
	fmt.Println(ch.Go.Post(func() {}))
	// Output:
	// <nil>
	// 1 true Uint8Array(2) [ 1, 2 ] a note
	// <nil>
	// int64 1
	// time.Time 1970-01-01 00:00:00 +0000 UTC
	// []uint8 [1 2]
	// *big.Int 1180591620717411303424
	// map[interface {}]interface {} map[k:1.5]
	// <nil> <nil>
	// runtime: the port is closed, was transferred, or its other end is gone
}

// A script transfers a port for the answer. Go gets it in the data and in the list of ports.
func ExamplePort_Receive() {
	rt, _ := runtime.New()
	defer rt.Close()
	ctx := context.Background()

	ch := rt.NewChannel()
	rt.VM().Set("host", ch.JS)
	go func() {
		defer ch.Go.Close()
		m, err := ch.Go.Receive(ctx)
		if err != nil {
			return
		}
		reply := m.Data.(map[string]any)["reply"].(*runtime.Port) // m.Ports[0]
		reply.Post("here you are")
		reply.Close()
	}()
	fmt.Println(rt.Run(ctx, "main.js", `
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = e => console.log(e.data);
		host.postMessage({ reply: port2 }, [port2]);
	`))
	// Output:
	// here you are
	// <nil>
}

// Two runtimes on two goroutines talk through a channel.
func ExampleRuntime_NewMessagePort() {
	ctx := context.Background()
	group := eventloop.NewGroup() // they end together
	ping, _ := runtime.New(runtime.WithGroup(group))
	defer ping.Close()
	pong, _ := runtime.New(runtime.WithGroup(group))
	defer pong.Close()

	ch := ping.NewChannel()
	port, err := pong.NewMessagePort(ch.Go)
	if err != nil {
		panic(err)
	}
	ping.VM().Set("peer", ch.JS)
	pong.VM().Set("peer", port)

	pong.Eval(ctx, "peer.onmessage = e => peer.postMessage(e.data + ' pong')")
	ping.Eval(ctx, "peer.onmessage = e => console.log(e.data); peer.postMessage('ping')")

	var running sync.WaitGroup
	running.Go(func() { ping.Wait(ctx) })
	running.Go(func() { pong.Wait(ctx) })
	running.Wait()
	// Output:
	// ping pong
}

// A Go function that returns a promise, which a goroutine settles.
func ExampleRuntime_Go() {
	rt, _ := runtime.New()
	defer rt.Close()
	rt.VM().Set("upper", func(call goja.FunctionCall) goja.Value {
		s := call.Argument(0).String() // here the engine may be touched
		return rt.Go(func(context.Context) (any, error) {
			if s == "" { // on a goroutine of its own, here it may not
				return nil, errors.New("nothing to do")
			}
			return strings.ToUpper(s), nil
		})
	})
	fmt.Println(rt.Run(context.Background(), "main.js", `
		(async () => {
			console.log(await upper('hello'));
			try { await upper('') } catch (e) { console.log(e.message) }
		})()
	`))
	// Output:
	// HELLO
	// nothing to do
	// <nil>
}

// NewPromise is for a goroutine that exists already.
func ExampleRuntime_NewPromise() {
	rt, _ := runtime.New()
	defer rt.Close()
	requests := make(chan *runtime.Promise)
	go func() {
		for p := range requests {
			p.Resolve(map[string]any{"status": 200})
		}
	}()
	rt.VM().Set("request", func() goja.Value {
		p := rt.NewPromise()
		requests <- p
		return p.JS
	})
	fmt.Println(rt.Run(context.Background(), "main.js", "request().then(console.log)"))
	close(requests)
	// Output:
	// { status: 200 }
	// <nil>
}

// An exception that no script handled ends the run. errors.Is finds the Go error that caused it.
func ExampleUncaughtError() {
	rt, _ := runtime.New()
	defer rt.Close()
	rt.VM().Set("readFile", func(name string) (string, error) {
		b, err := os.ReadFile(name)
		return string(b), err
	})
	err := rt.Run(context.Background(), "main.js", "function load() {\n  return readFile('/missing')\n}\nload()")
	var uncaught *runtime.UncaughtError
	if errors.As(err, &uncaught) {
		fmt.Println(uncaught.File, uncaught.Line, uncaught.Column)
	}
	fmt.Println(errors.Is(err, fs.ErrNotExist))
	// Output:
	// main.js 2 18
	// true
}

func ExampleExitError() {
	rt, _ := runtime.New(runtime.WithNode(nil, nil))
	defer rt.Close()
	err := rt.Run(context.Background(), "main.js", "process.exit(3)")
	var exit *runtime.ExitError
	if errors.As(err, &exit) {
		fmt.Println(exit.ExitCode())
	}
	// Output:
	// 3
}

// An untrusted script gets limits. A call that exceeds one throws; too much time ends the run.
func ExampleWithLimits() {
	rt, _ := runtime.New(runtime.WithLimits(runtime.Limits{
		CallStack:      1000,
		QueuedMessages: 100,
		MessageBytes:   10_000,
		Timers:         10,
		WallTime:       300 * time.Millisecond,
	}))
	defer rt.Close()
	ctx := context.Background()
	rt.Eval(ctx, `
		function attempt(f) { try { f() } catch (e) { console.log(e.name + ': ' + e.message) } }
		const { port1, port2 } = new MessageChannel();`)
	rt.Eval(ctx, `attempt(() => { for (;;) port1.postMessage(1) })`)
	rt.Eval(ctx, `attempt(() => structuredClone('x'.repeat(1e6)))`)
	rt.Eval(ctx, `attempt(() => { for (;;) setTimeout(() => {}, 1e6) })`)
	_, err := rt.Eval(ctx, `(function f() { f() })()`)
	fmt.Println(err.(*runtime.UncaughtError).Message)
	fmt.Println(rt.Run(ctx, "endless.js", `for (;;);`))
	// Output:
	// QuotaExceededError: Failed to execute 'postMessage' on 'MessagePort': 100 messages are waiting at the other end of this port already.
	// QuotaExceededError: Failed to execute 'structuredClone' on 'Window': The message is larger than the limit of 10000 bytes.
	// QuotaExceededError: Failed to execute 'setTimeout' on 'Window': 10 timers are armed already.
	// RangeError: Maximum call stack size exceeded
	// runtime: the time limit was reached
}

// A browser goes on after an uncaught exception, and so does a run whose WithUncaught function returns true.
func ExampleWithUncaught() {
	rt, _ := runtime.New(runtime.WithUncaught(func(err *runtime.UncaughtError) (handled bool) {
		fmt.Println("reported:", err.Message)
		return true
	}))
	defer rt.Close()
	fmt.Println(rt.Run(context.Background(), "main.js", `
		setTimeout(() => console.log('goes on'), 200);
		Promise.reject(new Error('nobody waits for it'));
		throw new TypeError('not handled');
	`))
	// Output:
	// reported: TypeError: not handled
	// reported: Error: nobody waits for it
	// goes on
	// <nil>
}

// A script that was written for a page gets a Window without a document.
func ExampleWithWindow() {
	rt, err := runtime.New(runtime.WithWindow("https://example.org/app/index.html?debug"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer rt.Close()
	rt.Run(context.Background(), "app.js", `
		console.log(location.pathname, location.search, window === top);
		onmessage = e => console.log(e.data, e.origin, e.source === window);
		postMessage('hello', location.origin);
		postMessage('lost', 'https://elsewhere.example');
	`)
	// Output:
	// /app/index.html ?debug true
	// hello https://example.org true
}

func ExampleWithNode() {
	rt, _ := runtime.New(runtime.WithNode([]string{"/home/ada/main.js", "--verbose"}, []string{"HOME=/home/ada"}))
	defer rt.Close()
	rt.Run(context.Background(), "/home/ada/main.js", `
		console.log(process.argv.slice(2), process.env.HOME);
		console.log(Buffer.from('hello').toString('hex'), require('url').URL === URL);
		process.exitCode = 1;
	`)
	// Output:
	// [ '--verbose' ] /home/ada
	// 68656c6c6f true
}

func ExampleWithStdout() {
	var out strings.Builder
	rt, _ := runtime.New(runtime.WithStdout(&out), runtime.WithStderr(&out))
	defer rt.Close()
	rt.Run(context.Background(), "main.js", "console.log('a'); console.error('b')")
	fmt.Printf("%q\n", out.String())
	// Output:
	// "a\nb\n"
}

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
