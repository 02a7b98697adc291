package runtime_test

import (
	"context"
	"sync"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/runtime"
)

func BenchmarkNew(b *testing.B) {
	for name, opts := range map[string][]runtime.Option{"web": nil, "node": {runtime.WithNode(nil, nil)}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				rt, err := runtime.New(opts...)
				if err != nil {
					b.Fatal(err)
				}
				rt.Close()
			}
		})
	}
}

func BenchmarkRunEmpty(b *testing.B) {
	rt, _ := newRuntime(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := rt.Run(bg, "empty.js", ""); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPost(b *testing.B) {
	rt, _ := newRuntime(b)
	b.ReportAllocs()
	for range b.N {
		rt.Post(func(*goja.Runtime) {})
	}
	if err := rt.Wait(bg); err != nil {
		b.Fatal(err)
	}
}

// The round trip between two runtimes on two goroutines.
func BenchmarkTwoRuntimes(b *testing.B) {
	for name, value := range map[string]string{
		"number": `1`,
		"object": `{ id: 1, type: 'tick', payload: { a: 1, b: 'two', c: [1, 2, 3] } }`,
	} {
		b.Run("pingpong/"+name, func(b *testing.B) {
			talk(b, `
				let left = N;
				peer.onmessage = e => { if (--left > 0) peer.postMessage(e.data) };
				peer.postMessage(`+value+`)`,
				`peer.onmessage = e => peer.postMessage(e.data)`)
		})
		b.Run("flood/"+name, func(b *testing.B) {
			talk(b, `const value = `+value+`; for (let i = 0; i < N; i++) peer.postMessage(value)`,
				`let received = 0; peer.onmessage = e => { received++ }`)
		})
	}
}

func talk(b *testing.B, sources ...string) {
	group := eventloop.NewGroup()
	var all [2]*runtime.Runtime
	for i := range all {
		all[i], _ = newRuntime(b, runtime.WithGroup(group))
	}
	ch := all[0].NewChannel()
	port, err := all[1].NewMessagePort(ch.Go)
	require.NoError(b, err)
	require.NoError(b, all[0].VM().Set("peer", ch.JS))
	require.NoError(b, all[1].VM().Set("peer", port))
	require.NoError(b, all[0].VM().Set("N", b.N))
	_, err = all[1].Eval(bg, sources[1])
	require.NoError(b, err)
	hold := group.Hold()
	b.ReportAllocs()
	b.ResetTimer()
	var running sync.WaitGroup
	running.Go(func() {
		if err := all[1].Wait(bg); err != nil {
			b.Error(err)
		}
	})
	running.Go(func() {
		all[0].Post(func(*goja.Runtime) { hold.Release() })
		if err := all[0].Run(bg, "bench.js", sources[0]); err != nil {
			b.Error(err)
		}
	})
	running.Wait()
}

// The round trip between Go and a script.
func BenchmarkGoAndScript(b *testing.B) {
	type payload struct {
		A int    `json:"a"`
		B string `json:"b"`
		C []int  `json:"c"`
	}
	type record struct {
		ID      int     `json:"id"`
		Type    string  `json:"type"`
		Payload payload `json:"payload"`
	}
	for name, v := range map[string]any{
		"number": 1,
		"object": record{1, "tick", payload{1, "two", []int{1, 2, 3}}},
		"bytes":  make([]byte, 1<<20),
	} {
		b.Run(name, func(b *testing.B) {
			rt, port, _ := withHost(b)
			_, err := rt.Eval(bg, "host.onmessage = e => host.postMessage(e.data)")
			require.NoError(b, err)
			b.ReportAllocs()
			b.ResetTimer()
			go func() {
				defer port.Close()
				for range b.N {
					if err := port.Post(v); err != nil {
						b.Error(err)
					}
					if _, err := port.Receive(context.Background()); err != nil {
						b.Error(err)
					}
				}
			}()
			if err := rt.Wait(bg); err != nil {
				b.Fatal(err)
			}
		})
	}
}
