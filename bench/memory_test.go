package bench

import (
	"fmt"
	goruntime "runtime"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/runtime"
)

// inUse returns the bytes of live memory, including stacks of goroutines.
func inUse() uint64 {
	goruntime.GC()
	goruntime.GC() // collects objects whose finalizers ran after the first collection
	var m goruntime.MemStats
	goruntime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse
}

// idleRuntimes returns the bytes that each of n idle runtimes takes. Each has run script, if it is
// not empty.
func idleRuntimes(t testing.TB, n int, script string) float64 {
	before := inUse()
	all := make([]*runtime.Runtime, n)
	for i := range all {
		rt, err := runtime.New()
		require.NoError(t, err)
		if script != "" {
			_, err = rt.Eval(t.Context(), script)
			require.NoError(t, err)
		}
		all[i] = rt
	}
	after := inUse()
	for _, rt := range all {
		require.NoError(t, rt.Close())
	}
	return (float64(after) - float64(before)) / float64(n)
}

// idleWorkers returns the bytes that each of n workers takes that have posted a message and wait.
func idleWorkers(t testing.TB, n int) (bytes float64) {
	rt, err := runtime.New(runtime.WithScripts(runtime.FS(fstest.MapFS{})))
	require.NoError(t, err)
	defer rt.Close()
	require.NoError(t, rt.VM().Set("look", func() { bytes = (float64(inUse()) - bytes) / float64(n) }))
	bytes = float64(inUse())
	require.NoError(t, rt.Run(t.Context(), "main.js", fmt.Sprintf(`
		const workers = [];
		let answers = 0;
		for (let i = 0; i < %d; i++) {
			const worker = new Worker("data:text/javascript,onmessage = () => {}; postMessage(1)");
			worker.onmessage = () => {
				if (++answers < workers.length) return;
				look();
				workers.forEach(w => w.terminate());
			};
			workers.push(worker);
		}`, n)))
	return bytes
}

// BenchmarkIdle reports the memory of idle runtimes and workers:
//
//	go test ./bench -run '^$' -bench Idle
func BenchmarkIdle(b *testing.B) {
	for name, script := range map[string]string{
		"runtime":                         "",
		"runtime that ran a line":         "var x = 1",
		"runtime that used some of it":    "setTimeout(() => {}); addEventListener('error', e => {}); new MessageChannel().port1.postMessage({ a: [1] })",
		"runtime that listed all globals": "for (const name of Object.getOwnPropertyNames(globalThis)) globalThis[name]",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.ReportMetric(idleRuntimes(b, 500, script), "bytes/runtime")
			}
		})
	}
	for _, n := range []int{10, 100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("worker/%d", n), func(b *testing.B) {
			for b.Loop() {
				b.ReportMetric(idleWorkers(b, n), "bytes/worker")
			}
		})
	}
}

// An idle runtime is small, because it creates an interface only when a script uses it. This test
// fails if interfaces are created in every runtime again.
func TestIdleRuntimesAreSmall(t *testing.T) {
	if !engine.Fast() {
		t.Skip("the safe implementation makes every interface at once")
	}
	assert.Less(t, idleRuntimes(t, 200, ""), float64(40<<10), "bytes per runtime")
	assert.Less(t, idleWorkers(t, 200), float64(80<<10), "bytes per worker, with its goroutine's stack")
	assert.Less(t, testing.AllocsPerRun(50, func() {
		rt, err := runtime.New()
		require.NoError(t, err)
		require.NoError(t, rt.Close())
	}), 400.0, "allocations per runtime")
}
