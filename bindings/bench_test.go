package bindings_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/port"
)

// What a small message is, and a thousand of them.
const values = `
	const number = 1;
	const object = { id: 1, type: 'tick', payload: { a: 1, b: 'two', c: [1, 2, 3] } };
	const objects = Array.from({ length: 1000 }, (_, i) => ({ ...object, id: i }));
	const bytes = new Uint8Array(1 << 20);
	const string = 'x'.repeat(1 << 20);
`

// benchmark times a script that does something N times.
func benchmark(b *testing.B, source string) {
	b.Helper()
	e := newEngine(b)
	e.run(values)
	e.set("N", b.N)
	program, err := goja.Compile("bench.js", "{"+source+"}", false)
	require.NoError(b, err)
	b.ReportAllocs()
	b.ResetTimer()
	e.loop.Post(eventloop.TaskFunc(func() {
		if _, err := e.scope.RunProgram(program); err != nil {
			b.Error(err)
		}
	}))
	if err := e.loop.Run(context.Background()); err != nil {
		b.Error(err)
	}
	b.StopTimer()
	require.Empty(b, e.stderr.String())
}

func BenchmarkInstall(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := bindings.Install(goja.New(), bindings.OnLoop(eventloop.New())); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDispatch(b *testing.B) {
	for _, listeners := range []int{0, 1, 10} {
		b.Run(fmt.Sprintf("listeners=%d", listeners), func(b *testing.B) {
			benchmark(b, fmt.Sprintf(`
				const target = new EventTarget(), event = new Event('x');
				for (let i = 0; i < %d; i++) target.addEventListener('x', () => {});
				for (let i = 0; i < N; i++) target.dispatchEvent(event)`, listeners))
		})
	}
	b.Run("a new event each", func(b *testing.B) {
		benchmark(b, `
			const target = new EventTarget();
			target.addEventListener('x', () => {});
			for (let i = 0; i < N; i++) target.dispatchEvent(new Event('x'))`)
	})
}

func BenchmarkPostMessage(b *testing.B) {
	for _, v := range []string{"number", "object", "bytes", "string"} {
		b.Run("pingpong/"+v, func(b *testing.B) {
			benchmark(b, fmt.Sprintf(`
				const { port1, port2 } = new MessageChannel();
				let left = N;
				port1.onmessage = e => port1.postMessage(e.data);
				port2.onmessage = e => { if (--left > 0) port2.postMessage(e.data) };
				port2.postMessage(%s)`, v))
		})
		b.Run("flood/"+v, func(b *testing.B) {
			if v == "bytes" {
				b.Skip("takes as much memory as there are messages")
			}
			benchmark(b, fmt.Sprintf(`
				const { port1, port2 } = new MessageChannel();
				let received = 0;
				port1.onmessage = e => { received++ };
				for (let i = 0; i < N; i++) port2.postMessage(%s)`, v))
		})
	}
}

func BenchmarkStructuredClone(b *testing.B) {
	for _, v := range []string{"number", "object", "objects", "bytes", "string"} {
		b.Run(v, func(b *testing.B) { benchmark(b, fmt.Sprintf(`for (let i = 0; i < N; i++) structuredClone(%s)`, v)) })
	}
}

func BenchmarkTransfer(b *testing.B) {
	for _, size := range []string{"1 << 10", "1 << 20", "64 << 20"} {
		b.Run("bytes="+size, func(b *testing.B) {
			benchmark(b, fmt.Sprintf(`
				const { port1, port2 } = new MessageChannel();
				let left = N;
				port1.onmessage = e => port1.postMessage(e.data, [e.data]);
				port2.onmessage = e => { if (--left > 0) port2.postMessage(e.data, [e.data]) };
				const buffer = new ArrayBuffer(%s);
				port2.postMessage(buffer, [buffer])`, size))
		})
	}
	b.Run("port", func(b *testing.B) {
		benchmark(b, `
			const { port1, port2 } = new MessageChannel();
			let left = N;
			port1.onmessage = e => port1.postMessage(e.data, [e.data]);
			port2.onmessage = e => { if (--left > 0) port2.postMessage(e.data, [e.data]) };
			const moved = new MessageChannel().port1;
			port2.postMessage(moved, [moved])`)
	})
}

func BenchmarkTimers(b *testing.B) {
	benchmark(b, `
		for (let i = 0; i < N; i++) setTimeout(() => {}, i % 3)`)
}

func BenchmarkMicrotasks(b *testing.B) {
	benchmark(b, `
		let left = N;
		queueMicrotask(function f() { if (--left > 0) queueMicrotask(f) })`)
}

// One post to the BroadcastChannels of many engines, each with a goroutine. ns/op is for one delivery.
func BenchmarkBroadcastChannel(b *testing.B) {
	for _, engines := range []int{2, 100} {
		for _, value := range []string{"number", "object"} {
			b.Run(fmt.Sprintf("engines=%d/%s", engines, value), func(b *testing.B) {
				hub := port.NewHub()
				sender := newEngine(b, bindings.WithBroadcast(hub))
				sender.run(values + `const channel = new BroadcastChannel('x')`)
				post, err := goja.Compile("post.js", "channel.postMessage("+value+")", false)
				require.NoError(b, err)
				var round, running sync.WaitGroup
				var loops []*eventloop.Loop
				for range engines - 1 {
					e := newEngine(b, bindings.WithBroadcast(hub))
					e.set("done", func(goja.FunctionCall) goja.Value { round.Done(); return nil })
					e.run(`new BroadcastChannel('x').onmessage = e => { if (e.data) done() }`)
					loops = append(loops, e.loop)
					running.Go(func() { _ = e.loop.Serve(context.Background()) })
				}
				b.ReportAllocs()
				b.ResetTimer()
				for n := 0; n < b.N; n += engines - 1 {
					round.Add(engines - 1)
					if _, err := sender.scope.RunProgram(post); err != nil {
						b.Fatal(err)
					}
					round.Wait()
				}
				b.StopTimer()
				for _, l := range loops {
					l.Stop(nil)
				}
				running.Wait()
			})
		}
	}
}
