package html_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/bindingstest"
	"github.com/gojs-runtime/gojs/port"
)

func BenchmarkPostMessage(b *testing.B) {
	for _, v := range []string{"number", "object", "bytes", "string"} {
		b.Run("pingpong/"+v, func(b *testing.B) {
			bindingstest.Benchmark(b, fmt.Sprintf(`
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
			bindingstest.Benchmark(b, fmt.Sprintf(`
				const { port1, port2 } = new MessageChannel();
				let received = 0;
				port1.onmessage = e => { received++ };
				for (let i = 0; i < N; i++) port2.postMessage(%s)`, v))
		})
	}
}

func BenchmarkStructuredClone(b *testing.B) {
	for _, v := range []string{"number", "object", "objects", "bytes", "string"} {
		b.Run(v, func(b *testing.B) {
			bindingstest.Benchmark(b, fmt.Sprintf(`for (let i = 0; i < N; i++) structuredClone(%s)`, v))
		})
	}
}

func BenchmarkTransfer(b *testing.B) {
	for _, size := range []string{"1 << 10", "1 << 20", "64 << 20"} {
		b.Run("bytes="+size, func(b *testing.B) {
			bindingstest.Benchmark(b, fmt.Sprintf(`
				const { port1, port2 } = new MessageChannel();
				let left = N;
				port1.onmessage = e => port1.postMessage(e.data, [e.data]);
				port2.onmessage = e => { if (--left > 0) port2.postMessage(e.data, [e.data]) };
				const buffer = new ArrayBuffer(%s);
				port2.postMessage(buffer, [buffer])`, size))
		})
	}
	b.Run("port", func(b *testing.B) {
		bindingstest.Benchmark(b, `
			const { port1, port2 } = new MessageChannel();
			let left = N;
			port1.onmessage = e => port1.postMessage(e.data, [e.data]);
			port2.onmessage = e => { if (--left > 0) port2.postMessage(e.data, [e.data]) };
			const moved = new MessageChannel().port1;
			port2.postMessage(moved, [moved])`)
	})
}

func BenchmarkTimers(b *testing.B) {
	bindingstest.Benchmark(b, `
		for (let i = 0; i < N; i++) setTimeout(() => {}, i % 3)`)
}

func BenchmarkMicrotasks(b *testing.B) {
	bindingstest.Benchmark(b, `
		let left = N;
		queueMicrotask(function f() { if (--left > 0) queueMicrotask(f) })`)
}

// One post to the BroadcastChannels of many engines, each with a goroutine. ns/op is for one delivery.
func BenchmarkBroadcastChannel(b *testing.B) {
	for _, engines := range []int{2, 100} {
		for _, value := range []string{"number", "object"} {
			b.Run(fmt.Sprintf("engines=%d/%s", engines, value), func(b *testing.B) {
				hub := port.NewHub()
				sender := bindingstest.New(b, bindings.WithBroadcast(hub))
				sender.Run(bindingstest.Values + `const channel = new BroadcastChannel('x')`)
				post, err := goja.Compile("post.js", "channel.postMessage("+value+")", false)
				require.NoError(b, err)
				var round, running sync.WaitGroup
				var loops []*eventloop.Loop
				for range engines - 1 {
					e := bindingstest.New(b, bindings.WithBroadcast(hub))
					e.Set("done", func(goja.FunctionCall) goja.Value { round.Done(); return nil })
					e.Run(`new BroadcastChannel('x').onmessage = e => { if (e.data) done() }`)
					loops = append(loops, e.Loop)
					running.Go(func() { _ = e.Loop.Serve(context.Background()) })
				}
				b.ReportAllocs()
				b.ResetTimer()
				for n := 0; n < b.N; n += engines - 1 {
					round.Add(engines - 1)
					if _, err := sender.Scope.RunProgram(post); err != nil {
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
