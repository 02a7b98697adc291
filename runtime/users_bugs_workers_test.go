package runtime_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// What users reported of workers and of BroadcastChannel elsewhere. TestWorkers has more of it. Each program must end by
// itself, with no error but those that it logs.
func TestReportedWorkers(t *testing.T) {
	for _, tc := range []struct {
		name, link string
		files      scripts
		main       string
		want       []string
	}{
		{
			"messages that were posted before the worker listens wait, while its script runs",
			"https://github.com/oven-sh/bun/issues/40141",
			scripts{"job.js": `
				for (let i = 0, end = Date.now() + 5; Date.now() < end; i++);
				onmessage = e => postMessage(e.data)`},
			`const w = new Worker('job.js'), got = [];
			w.onmessage = e => got.push(e.data) === 7 && log(got.join());
			for (let i = 0; i < 7; i++) w.postMessage(i)`,
			[]string{"0,1,2,3,4,5,6"},
		},
		{
			"a worker that posts and closes itself is heard",
			"https://github.com/denoland/deno/issues/11526",
			scripts{"job.js": `postMessage('result'); self.close(); postMessage('and more')`},
			`new Worker('job.js').onmessage = e => log(e.data)`,
			[]string{"result", "and more"},
		},
		{
			"a worker that posts and exits is heard",
			"https://github.com/oven-sh/bun/issues/14144",
			scripts{"job.js": `
				postMessage('start');
				onmessage = () => { postMessage('finish'); process.exit() }`},
			`let n = 0;
			for (let i = 0; i < 20; i++) {
				const w = new Worker('job.js');
				w.onmessage = e => {
					if (e.data === 'start') w.postMessage(0);
					else if (++n === 20) log('all finished');
				};
			}`,
			[]string{"all finished"},
		},
		{
			"a port is in the body of the message too, with what was posted to it before",
			"https://github.com/denoland/deno/issues/11102 https://github.com/oven-sh/bun/issues/15931",
			scripts{
				"first.js": `
					const w = new Worker('second.js');
					onmessage = e => w.postMessage({ deep: [e.data.port] }, e.ports)`,
				"second.js": `onmessage = ({ data: { deep: [port] }, ports }) => {
					port.postMessage(port === ports[0]);
					port.onmessage = e => port.postMessage(e.data);
				}`,
			},
			`const { port1, port2 } = new MessageChannel(), w = new Worker('first.js');
			for (let i = 0; i < 3; i++) port1.postMessage(i);
			w.postMessage({ port: port2 }, [port2]);
			for (let i = 3; i < 6; i++) port1.postMessage(i);
			port1.onmessage = e => log(e.data)`,
			[]string{"true", "0", "1", "2", "3", "4", "5"},
		},
		{
			"a port in a message to a worker that never starts is closed",
			"https://github.com/oven-sh/bun/pull/43374",
			scripts{"bad.js": `(`, "spins.js": `for (;;);`},
			`for (const file of ['missing.js', 'bad.js', 'spins.js']) {
				const w = new Worker(file), { port1, port2 } = new MessageChannel();
				w.onerror = e => e.preventDefault();
				port1.onclose = () => closed.push(file) === 3 && log(closed.sort().join());
				w.postMessage(port2, [port2]);
				if (file === 'spins.js') w.terminate();
			}
			var closed = []`,
			[]string{"bad.js,missing.js,spins.js"},
		},
		{
			"an error is told wherever it is thrown, with the place",
			"https://github.com/denoland/deno/issues/2444 https://github.com/denoland/deno/issues/11350 https://github.com/oven-sh/bun/pull/32345",
			scripts{
				"job.js": `const { port1, port2 } = new MessageChannel();
const here = n => { throw new Error(n) };
port2.onmessage = () => here('port');
port1.postMessage(0);
setTimeout(() => here('timer'));
queueMicrotask(() => here('microtask'));
new BroadcastChannel('x').onmessage = () => here('broadcast');
new BroadcastChannel('x').postMessage(0);
self.addEventListener('mine', () => here('listener'));
self.dispatchEvent(new Event('mine'));
onmessage = () => { importScripts('part.js') }`,
				"part.js": "\n\nthrow new Error('imported')",
			},
			`const w = new Worker('job.js'), got = [];
			w.postMessage(0);
			w.onerror = e => {
				e.preventDefault();
				got.push([e.message.replace('Uncaught Error: ', ''), e.filename, e.lineno, e.colno, e.error].join(' '));
				if (got.length === 6) log(got.sort().join('\n'));
			}`,
			[]string{strings.Join([]string{
				"broadcast /job.js 2 27 ", "imported /part.js 3 7 ", "listener /job.js 2 27 ", "microtask /job.js 2 27 ", "port /job.js 2 27 ", "timer /job.js 2 27 ",
			}, "\n")},
		},
		{
			"a rejection is no error event",
			"https://github.com/denoland/deno/issues/12221",
			scripts{"job.js": `
				onunhandledrejection = e => { e.preventDefault(); postMessage('rejected ' + e.reason) };
				onmessage = () => { Promise.reject('why') }`},
			`const w = new Worker('job.js');
			w.onerror = e => log('error', e.message);
			w.onmessage = e => log(e.data);
			w.postMessage(0)`,
			[]string{"rejected why"},
		},
		{
			"a flood from a worker starves no timer",
			"https://github.com/oven-sh/bun/pull/36314",
			scripts{"job.js": `(function more() { for (let i = 0; i < 100; i++) postMessage(i); setTimeout(more) })()`},
			`const w = new Worker('job.js');
			let heard = 0, ticks = 0;
			w.onmessage = () => heard++;
			const t = setInterval(() => {
				if (++ticks < 3 || !heard) return;
				log('still ticking');
				clearInterval(t);
				w.terminate();
			}, 1)`,
			[]string{"still ticking"},
		},
		{
			"a worker that loops for ever is terminated, whatever it does in the loop",
			"https://github.com/denoland/deno/pull/35657",
			scripts{
				"spin.js":  `postMessage(0); while (true) {}`,
				"catch.js": `postMessage(0); for (;;) try { throw 1 } catch { continue } finally { continue }`,
				"post.js":  `postMessage(0); const b = new BroadcastChannel('nobody'); for (;;) b.postMessage({ a: [1] })`,
				"async.js": `postMessage(0); (async () => { for (;;) await null })()`,
				"sort.js":  `postMessage(0); for (;;) [2, 1].sort(() => 1)`,
			},
			`let n = 0;
			for (const file of ['spin.js', 'catch.js', 'post.js', 'async.js', 'sort.js']) {
				const w = new Worker(file);
				w.onmessage = () => { w.terminate(); if (++n === 5) log('terminated') };
			}`,
			[]string{"terminated"},
		},
		{
			"an open BroadcastChannel keeps nothing up, here or in a worker",
			"https://github.com/mswjs/data/issues/308 https://github.com/denoland/deno/issues/31134",
			scripts{"job.js": `
				const b = new BroadcastChannel('x');
				b.onmessage = () => {};
				b.postMessage('from the worker')`},
			`const b = new BroadcastChannel('x');
			b.onmessage = e => log(e.data);
			new Worker('job.js')`,
			[]string{"from the worker"},
		},
		{
			"a worker of a blob URL that is revoked at once",
			"https://github.com/oven-sh/bun/pull/41471",
			scripts{},
			`const url = URL.createObjectURL(new Blob(['onmessage = e => postMessage(e.data + 1)']));
			const w = new Worker(url);
			URL.revokeObjectURL(url);
			w.onmessage = e => log(e.data);
			w.postMessage(1);
			const gone = new Worker(url);
			gone.onerror = e => { log('gone is gone'); e.preventDefault() }`,
			nil,
		},
		{
			"what is revoked need be no URL",
			"https://github.com/denoland/deno/issues/23085",
			scripts{},
			`URL.revokeObjectURL(new Blob(['x'])); log('nothing thrown')`,
			[]string{"nothing thrown"},
		},
		{
			"a worker that closes itself broadcasts no more",
			"https://github.com/whatwg/html/pull/7296",
			scripts{"job.js": `
				const b = new BroadcastChannel('x');
				b.postMessage('before');
				close();
				b.postMessage('after');
				new BroadcastChannel('x').postMessage('after, on a new channel');
				postMessage('posted')`},
			`new BroadcastChannel('x').onmessage = e => log(e.data);
			new Worker('job.js').onmessage = e => log(e.data)`,
			[]string{"before", "posted"},
		},
		{
			"a transfer that fails leaves everything where it was",
			"https://github.com/oven-sh/bun/pull/37966 https://github.com/nodejs/node/issues/25786",
			scripts{"job.js": `onmessage = e => postMessage([e.data.byteLength, e.ports.length].join())`},
			`const w = new Worker('job.js'), b = new ArrayBuffer(8), { port1 } = new MessageChannel();
			for (const list of [[b, b], [b, {}], [b, port1, port1]])
				try { w.postMessage(b, list) } catch (e) { log(e.name, b.byteLength) }
			w.onmessage = e => log(e.data, b.byteLength);
			w.postMessage(b, [b, port1])`,
			[]string{"DataCloneError 8", "DataCloneError 8", "DataCloneError 8", "8,1 0"},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Log(tc.link)
			got := runWith(t, tc.files, tc.main, runtime.WithNode(nil, nil))
			if tc.want == nil {
				assert.ElementsMatch(t, []string{"2", "gone is gone"}, got)
				return
			}
			assert.Equal(t, tc.want, got)
		})
	}
}

// TestReportedSilentEndOfAWorker: with nobody listening, the program ended as if all was well.
// https://github.com/denoland/deno/issues/2444
func TestReportedSilentEndOfAWorker(t *testing.T) {
	for _, source := range []string{
		"throw new Error('mine')",
		"setTimeout(() => { throw new Error('mine') })",
		"onmessage = () => { throw new Error('mine') }",
		"onmessage = async () => { throw new Error('mine') }",
	} {
		files := scripts{"job.js": source}
		rt, _ := newRuntime(t, files.option())
		var uncaught *runtime.UncaughtError
		require.ErrorAs(t, rt.Run(bg, "main.js", "new Worker('job.js').postMessage(0)"), &uncaught)
		assert.Contains(t, uncaught.Error(), "[worker file:///job.js]")
		assert.Contains(t, uncaught.Error(), "mine")
	}
}
