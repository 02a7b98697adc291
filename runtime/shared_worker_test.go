package runtime_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

const hub = `
	let n = 0;
	onconnect = e => {
		const port = e.ports[0];
		n++;
		port.onmessage = e => port.postMessage([name, n, e.data].join());
	};`

func TestSharedWorkers(t *testing.T) {
	for name, tc := range map[string]struct {
		files scripts
		main  string
		want  []string
	}{
		"one for a URL and a name": {
			scripts{"hub.js": hub},
			`let done = Promise.resolve();
			for (const [url, name] of [['hub.js'], ['hub.js'], ['./hub.js#x', { name: '' }], ['hub.js', 'a'], ['hub.js', { name: 'a' }]]) {
				const w = new SharedWorker(url, name);
				done = done.then(() => new Promise(resolve => { w.port.onmessage = e => { log(e.data); resolve() }; w.port.postMessage('x') }));
			}`,
			[]string{",3,x", ",3,x", ",3,x", "a,2,x", "a,2,x"},
		},
		"the connect event": {
			scripts{"hub.js": `onconnect = e => e.source.postMessage([e instanceof MessageEvent, e.data === '', e.ports.length, e.ports[0] === e.source,
				Object.isFrozen(e.ports), e.isTrusted, self instanceof SharedWorkerGlobalScope, self instanceof WorkerGlobalScope,
				typeof postMessage, typeof DedicatedWorkerGlobalScope, typeof SharedWorker, typeof Worker, String(self)].join())`},
			`new SharedWorker('hub.js').port.onmessage = e => log(e.data)`,
			[]string{"true,true,1,true,true,true,true,true,undefined,undefined,undefined,function,[object SharedWorkerGlobalScope]"},
		},
		"the port": {
			scripts{"hub.js": hub},
			`const w = new SharedWorker('hub.js');
			log(w.port instanceof MessagePort, w.port === w.port, typeof w.postMessage, typeof w.terminate);
			w.port.addEventListener('message', e => log(e.data));
			w.port.postMessage(1);
			setTimeout(() => { log('start'); w.port.start() })`,
			[]string{"true true undefined undefined", "start", ",1,1"},
		},
		"other options": {
			scripts{"hub.js": hub},
			`new SharedWorker('hub.js');
			for (const options of [{ credentials: 'omit' }, { type: 'module' }]) {
				const w = new SharedWorker('hub.js', options);
				w.onerror = e => log(e.constructor.name, e.message);
				w.port.onclose = () => log('close');
				w.port.postMessage(1);
			}
			try { new SharedWorker('hub.js', { name: 'x', type: 'module' }) } catch (e) { log(e.name) }
			try { new SharedWorker('hub.js', { type: 'x' }) } catch (e) { log(e.name) }
			try { new SharedWorker('http://:x') } catch (e) { log(e.name) }
			try { new SharedWorker('go:x') } catch (e) { log(e.name) }
			try { new SharedWorker() } catch (e) { log(e.message) }`,
			[]string{
				"NotSupportedError", "TypeError", "SyntaxError", "NotSupportedError",
				"Failed to construct 'SharedWorker': 1 argument required, but only 0 present.",
				`Event A shared worker of this URL and name is there already, with the type "classic" and the credentials "same-origin".`,
				"close",
				`Event A shared worker of this URL and name is there already, with the type "classic" and the credentials "same-origin".`,
				"close",
			},
		},
		"a script that is missing, for all who wait": {
			scripts{},
			`for (let i = 0; i < 2; i++) {
				const w = new SharedWorker('hub.js');
				w.onerror = e => log(e.constructor.name, e.message);
				w.port.onclose = () => log('close');
				w.port.postMessage(1);
			}`,
			[]string{
				"Event The script of the worker cannot be loaded: no such file", "Event The script of the worker cannot be loaded: no such file",
				"close", "close",
			},
		},
		"closes itself: the next is a new one": {
			scripts{"hub.js": `let n = 0; onconnect = e => { if (n === 1) close(); e.ports[0].postMessage(++n) }`},
			`let rest = 4;
			(function next() {
				const { port } = new SharedWorker('hub.js');
				port.onmessage = e => { log(e.data); if (--rest) next() };
				port.onclose = e => log('close');
			})()`,
			nil,
		},
		"from a blob that is gone already": {
			scripts{},
			`const url = URL.createObjectURL(new Blob([` + "`" + hub + "`" + `]));
			const s = new SharedWorker(url), w = new Worker(URL.createObjectURL(new Blob(['postMessage(location.protocol)'])));
			URL.revokeObjectURL(url);
			w.onmessage = e => { log(e.data); s.port.onmessage = e => log(e.data); s.port.postMessage(1) };
			new Worker(url).onerror = e => log(e.message)`,
			nil,
		},
		"broadcasts": {
			scripts{"hub.js": `const b = new BroadcastChannel('news'); b.onmessage = e => b.postMessage('re ' + e.data); onconnect = e => e.ports[0].postMessage('up')`,
				"job.js": `const b = new BroadcastChannel('news'); b.onmessage = e => postMessage(e.data)`},
			`const s = new SharedWorker('hub.js'); s.port.onmessage = () => { const b = new BroadcastChannel('news'); b.onmessage = e => log(e.data); b.postMessage(1) }`,
			[]string{"re 1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := runWith(t, tc.files, tc.main)
			switch name {
			case "a script that is missing, for all who wait":
				assert.ElementsMatch(t, tc.want, got)
			case "closes itself: the next is a new one":
				assert.ElementsMatch(t, []string{"1", "2", "close", "close", "1", "2", "close", "close"}, got)
			case "from a blob that is gone already":
				assert.ElementsMatch(t, []string{"blob:", ",1,1",
					"The script of the worker cannot be loaded: the blob: URL stands for nothing, for instance because it was revoked"}, got)
			default:
				assert.Equal(t, tc.want, got)
			}
		})
	}
}

// Two runtimes of a host share a worker, which ends with the last of them.
func TestSharedWorkerOfTwoRuntimes(t *testing.T) {
	h := newHost(t, scripts{"hub.js": hub}.option())
	const main = `const w = new SharedWorker('hub.js'); w.port.onmessage = e => log(e.data); w.port.postMessage('x')`
	a, logA := newIn(t, h)
	b, logB := newIn(t, h)
	require.NoError(t, a.Run(bg, "a.js", main))
	require.NoError(t, b.Run(bg, "b.js", main))
	require.NoError(t, a.Close())
	require.NoError(t, b.Run(bg, "b.js", `w.port.postMessage('y')`))
	require.NoError(t, b.Close())
	c, logC := newIn(t, h)
	require.NoError(t, c.Run(bg, "c.js", main))
	assert.Equal(t, []string{",1,x"}, logA.all())
	assert.Equal(t, []string{",2,x", ",2,y"}, logB.all())
	assert.Equal(t, []string{",1,x"}, logC.all())
}

// There is no event for an exception in a shared worker, but the program fails.
func TestUncaughtInSharedWorker(t *testing.T) {
	rt, l := newRuntime(t, scripts{"hub.js": "onconnect = ({ ports: [port] }) => { port.onmessage = () => { port.postMessage(1); throw new Error('mine') } }"}.option())
	err := rt.Run(bg, "main.js", `onerror = () => log('never'); const w = new SharedWorker('hub.js', 'hub'); w.onerror = () => log('never'); w.port.onmessage = e => log(e.data); w.port.postMessage(0)`)
	assert.EqualError(t, err, "[worker hub] Uncaught Error: mine (/hub.js:1:90)")
	var uncaught *runtime.UncaughtError
	require.ErrorAs(t, err, &uncaught)
	assert.Equal(t, "hub", uncaught.Worker)
	assert.NotContains(t, l.all(), "never") // the two goroutines race, so the message may or may not arrive first
}
