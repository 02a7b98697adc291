package bench

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// growths are scripts whose time must be proportional to n: ns/item must be about the same for each
// n. The item is in parentheses.
var growths = []struct {
	name   string
	n      []int
	script string
}{
	{"queue (message)", []int{1_000, 10_000, 100_000, 1_000_000}, `
		const { port1, port2 } = new MessageChannel();
		for (let i = 0; i < n; i++) port1.postMessage(i);
		port2.onmessage = () => {};`},
	{"queue of records, read (message)", []int{1_000, 10_000, 100_000, 1_000_000}, `
		const { port1, port2 } = new MessageChannel();
		for (let id = 0; id < n; id++) port1.postMessage({ id, tags: ['a', 'b'] });
		port2.onmessage = e => e.data.id;`},
	{"ports with a message (port)", []int{100, 1_000, 10_000}, `
		for (let i = 0; i < n; i++) {
			const { port1, port2 } = new MessageChannel();
			port2.onmessage = () => {};
			port1.postMessage(i);
		}`},
	{"transferred ports (port)", []int{10, 100, 1_000}, `
		const { port1, port2 } = new MessageChannel();
		const ports = Array.from({ length: n }, () => new MessageChannel().port1);
		port2.onmessage = () => {};
		port1.postMessage(ports, ports);`},
	{"transferred buffers (buffer)", []int{100, 1_000, 10_000}, `
		const buffers = Array.from({ length: n }, () => new ArrayBuffer(8));
		structuredClone(buffers, { transfer: buffers });`},
	{"nesting (level)", []int{1_000, 10_000, 100_000, 1_000_000}, `
		let o = {};
		for (let i = 1; i < n; i++) o = { o };
		structuredClone(o);`},
	{"array (element)", []int{1_000, 10_000, 100_000, 1_000_000}, `structuredClone(Array.from({ length: n }, (_, i) => i));`},
	{"objects (object)", []int{100, 1_000, 10_000, 100_000, 1_000_000}, `structuredClone(Array.from({ length: n }, (_, id) => ({ id })));`},
	{"properties (property)", []int{100, 1_000, 10_000, 100_000}, `
		const o = {};
		for (let i = 0; i < n; i++) o['p' + i] = i;
		structuredClone(o);`},
	{"map (entry)", []int{100, 1_000, 10_000, 100_000, 1_000_000}, `structuredClone(new Map(Array.from({ length: n }, (_, i) => [i, i])));`},
	{"references to one object (reference)", []int{1_000, 10_000, 100_000}, `structuredClone(Array(n).fill({}));`},
	{"small clones after a large one (clone)", []int{1_000, 10_000, 100_000}, `
		structuredClone(Array.from({ length: n }, () => ({})));
		for (let i = 0; i < n; i++) structuredClone({ a: { b: {} } });`},
	{"dispatch (listener)", []int{10, 100, 1_000}, `
		const target = new EventTarget();
		for (let i = 0; i < n; i++) target.addEventListener('x', { handleEvent() {} });
		for (let i = 0; i < 10; i++) target.dispatchEvent(new Event('x'));`},
	{"timers (timer)", []int{1_000, 10_000, 100_000}, `for (let i = 0; i < n; i++) setTimeout(() => {}, i % 3);`},
	{"timers cleared (timer)", []int{1_000, 10_000, 100_000}, `
		const ids = Array.from({ length: n }, () => setTimeout(() => {}, 60_000));
		for (const id of ids) clearTimeout(id);`},
	{"microtasks (microtask)", []int{1_000, 10_000, 100_000}, `for (let i = 0; i < n; i++) queueMicrotask(() => {});`},
	{"workers at once (worker)", []int{10, 100, 1_000, 10_000}, `
		const workers = [];
		let answers = 0;
		for (let i = 0; i < n; i++) {
			const worker = new Worker('data:text/javascript,onmessage = e => postMessage(e.data)');
			worker.postMessage(i);
			worker.onmessage = () => {
				if (++answers === n) workers.forEach(w => w.terminate());
			};
			workers.push(worker);
		}`},
	{"dependent signals (signal)", []int{100, 1_000, 10_000}, `
		const controller = new AbortController();
		const signals = Array.from({ length: n }, () => AbortSignal.any([controller.signal]));
		controller.abort();`},
}

// BenchmarkGrowth measures ns/item for growing n:
//
//	go test ./bench -run '^$' -bench Growth
func BenchmarkGrowth(b *testing.B) {
	for _, growth := range growths {
		for _, n := range growth.n {
			b.Run(fmt.Sprintf("%s/%d", growth.name, n), func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					rt, err := runtime.New(runtime.WithScripts(runtime.FS(fstest.MapFS{})))
					require.NoError(b, err)
					require.NoError(b, rt.VM().Set("n", n))
					b.StartTimer()
					require.NoError(b, rt.Run(b.Context(), "growth.js", "(() => {"+growth.script+"})()"))
					b.StopTimer()
					require.NoError(b, rt.Close())
					b.StartTimer()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/item")
			})
		}
	}
}
