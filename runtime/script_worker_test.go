package runtime_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestWorkerAnswers(t *testing.T) {
	assert.Equal(t, []string{"pong ping"}, runWith(t, scripts{
		"job.js": `onmessage = e => postMessage('pong ' + e.data)`,
	}, `const w = new Worker('job.js'); w.onmessage = e => log(e.data); w.postMessage('ping')`))
}

func TestWorkers(t *testing.T) {
	for name, tc := range map[string]struct {
		files scripts
		main  string
		want  []string
	}{
		"messages before the script ran wait": {
			scripts{"job.js": `postMessage('ran'); onmessage = e => postMessage(e.data)`},
			`const w = new Worker('job.js'); for (let i = 0; i < 3; i++) w.postMessage(i); w.onmessage = e => log(e.data)`,
			[]string{"ran", "0", "1", "2"},
		},
		"onmessage may be set late": {
			scripts{"job.js": `postMessage(1)`},
			`const w = new Worker('job.js'); w.addEventListener('message', e => log(e.data))`,
			[]string{"1"},
		},
		"the global object": {
			scripts{"job.js": `
				const chain = [];
				for (let o = self; o; o = Object.getPrototypeOf(o)) chain.push(o === self ? 'self' : o.constructor.name);
				postMessage(chain.join());
				postMessage([self === globalThis, self instanceof DedicatedWorkerGlobalScope, typeof Window, typeof Worker,
					Object.prototype.toString.call(self), typeof Navigator, navigator instanceof WorkerNavigator,
					location instanceof WorkerLocation].join());
				postMessage([name, location.href, location.pathname, String(location), self.hasOwnProperty('importScripts'),
					self.hasOwnProperty('postMessage'), isSecureContext].join())`},
			`const w = new Worker('job.js?a=1#b', { name: 'n' }); w.onmessage = e => log(e.data)`,
			[]string{
				"self,DedicatedWorkerGlobalScope,WorkerGlobalScope,EventTarget,Object",
				"true,true,undefined,function,[object DedicatedWorkerGlobalScope],undefined,true,true",
				"n,file:///job.js?a=1#b,/job.js,file:///job.js?a=1#b,false,true,true",
			},
		},
		"nested, with relative URLs": {
			scripts{
				"a/outer.js":   `const w = new Worker('b/inner.js'); w.onmessage = e => postMessage('outer ' + e.data)`,
				"a/b/inner.js": `importScripts('../c.js'); postMessage(c)`,
				"a/c.js":       `var c = 'c of ' + location.pathname`,
			},
			`new Worker('a/outer.js').onmessage = e => log(e.data)`,
			[]string{"outer c of /a/b/inner.js"},
		},
		"importScripts in order": {
			scripts{
				"job.js": `importScripts('1.js', '2.js'); postMessage(list.join()); importScripts(); importScripts('1.js'); postMessage(list.join())`,
				"1.js":   `var list = [1]`, "2.js": `list.push(2)`,
			},
			`new Worker('job.js').onmessage = e => log(e.data)`,
			[]string{"1,2", "1"},
		},
		"importScripts fails": {
			scripts{
				"job.js": `
					for (const url of ['missing.js', 'bad.js', 'throws.js', 'http://:x'])
						try { importScripts('ok.js', url) } catch (e) { postMessage(e.name + ' ' + (e instanceof DOMException) + ' ' + e.message) }
					postMessage(ok)`,
				"bad.js": `var 1`, "throws.js": `throw new RangeError('mine')`, "ok.js": `var ok = (self.ok || 0) + 1`,
			},
			`new Worker('job.js').onmessage = e => log(e.data)`,
			[]string{
				"NetworkError true Failed to execute 'importScripts' on 'WorkerGlobalScope': The script 'file:///missing.js' failed to load: no such file.",
				"SyntaxError false Unexpected number (/bad.js:1:5)",
				"RangeError false mine",
				`SyntaxError true Failed to execute 'importScripts' on 'WorkerGlobalScope': "http://:x" is no URL: invalid port ":x" after host.`,
				"3",
			},
		},
		"where an import that nobody caught is wrong": {
			scripts{"job.js": "\n\nimportScripts('bad.js')", "bad.js": "var ok\nvar 1"},
			`new Worker('job.js').onerror = e => { log(e.message, e.filename, e.lineno, e.colno); e.preventDefault() }`,
			[]string{"Uncaught SyntaxError: Unexpected number (/bad.js:2:5) /bad.js 2 5"},
		},
		"FileReaderSync": {
			scripts{"job.js": `
				onmessage = e => {
					const r = new FileReaderSync();
					postMessage([r.readAsText(e.data), r.readAsText(e.data, 'latin1'), r.readAsDataURL(e.data), r.readAsBinaryString(e.data), r.readAsArrayBuffer(e.data).byteLength].join());
				}`},
			`const w = new Worker('job.js'); w.onmessage = e => log(e.data); w.postMessage(new Blob(['é'], { type: 'text/plain' })); log(typeof FileReaderSync)`,
			[]string{"undefined", "é,Ã©,data:text/plain;base64,w6k=,Ã©,2"},
		},
		"a script of another origin": {
			scripts{"job.js": `postMessage(1)`},
			`new Worker('https://example.org/job.js').onerror = e => log(e.message)`,
			[]string{"The script of the worker cannot be loaded: it is of another origin: import it in a script of this one, or make a blob: URL of it"},
		},
		"data: URLs": {
			scripts{},
			`for (const url of ['data:,postMessage(1+1)', 'data:text/javascript;base64,cG9zdE1lc3NhZ2UoMis0KQ==', 'data:text/javascript,postMessage("%C3%A9 # ?")'.replace('#', '%23')]) {
				const w = new Worker(url);
				w.onmessage = e => { log(e.data); next() };
				w.onerror = e => log('error', e.message);
			 }
			 function next() {}`,
			nil,
		},
		"closes itself": {
			scripts{"job.js": `
				onmessage = e => {
					setTimeout(() => postMessage('never'));
					close();
					postMessage('last ' + e.data);
					Promise.resolve().then(() => postMessage('microtask'));
				}`},
			`const w = new Worker('job.js'); w.postMessage(1); w.postMessage(2); w.onmessage = e => log(e.data)`,
			[]string{"last 1", "microtask"},
		},
		"terminated": {
			scripts{"job.js": `postMessage('running'); for (;;);`},
			`const w = new Worker('job.js'); w.onmessage = e => { log(e.data); w.terminate(); w.terminate(); w.postMessage(1) }`,
			[]string{"running"},
		},
		"terminated in microtasks without end": {
			scripts{"job.js": `postMessage('running'); (function f() { Promise.resolve().then(f) })()`},
			`const w = new Worker('job.js'); w.onmessage = e => { log(e.data); w.terminate() }`,
			[]string{"running"},
		},
		"terminated at once": {
			scripts{"job.js": `postMessage('never')`},
			`const w = new Worker('job.js'); w.onmessage = e => log(e.data); w.terminate()`,
			[]string{},
		},
		"terminate drops what was posted": {
			scripts{"job.js": `for (let i = 0; i < 10; i++) postMessage(i)`},
			`const w = new Worker('job.js'); w.onmessage = e => { log(e.data); w.terminate() }`,
			[]string{"0"},
		},
		"terminate closes the ports": {
			scripts{"job.js": `onmessage = e => { e.data.postMessage('here'); for (;;); }`},
			`const w = new Worker('job.js');
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = e => { log(e.data); w.terminate() };
			port1.onclose = () => log('close');
			w.postMessage(port2, [port2])`,
			[]string{"here", "close"},
		},
		"the end of a parent ends its children": {
			scripts{
				"parent.js": `const w = new Worker('child.js'); onmessage = e => w.postMessage(e.data, e.ports)`,
				"child.js":  `onmessage = e => { e.data.postMessage('child'); for (;;); }`,
			},
			`const w = new Worker('parent.js');
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = e => { log(e.data); w.terminate() };
			port1.onclose = () => log('close');
			w.postMessage(port2, [port2])`,
			[]string{"child", "close"},
		},
		"a message to a worker without a script is lost with its ports": {
			scripts{},
			`const w = new Worker('missing.js');
			w.onerror = e => { log(e.constructor.name, e.message); e.preventDefault() };
			const { port1, port2 } = new MessageChannel();
			port1.onclose = () => log('close');
			w.postMessage(port2, [port2])`,
			[]string{"Event The script of the worker cannot be loaded: no such file", "close"},
		},
		"a syntax error": {
			scripts{"job.js": "postMessage(1)\nvar 1"},
			`const w = new Worker('job.js'); w.onmessage = e => log(e.data);
			w.onerror = e => log(e.constructor.name, e.message, e.filename, e.lineno, e.colno)`,
			[]string{"Event Uncaught SyntaxError: Unexpected number /job.js 2 5"},
		},
		"an exception": {
			scripts{"job.js": "onmessage = e => postMessage(e.data)\n  ;(function f() { throw new TypeError('mine') })()"},
			`const w = new Worker('job.js'); w.onmessage = e => log(e.data); w.postMessage('goes on');
			w.onerror = e => {
				log(e.constructor.name, e.message, e.filename, e.lineno, e.colno, e.error, e.cancelable, e.bubbles);
				e.preventDefault();
			}`,
			[]string{"ErrorEvent Uncaught TypeError: mine /job.js 2 26 null true false", "goes on"},
		},
		"an exception that the worker handles": {
			scripts{"job.js": "onerror = (message, file, line, column, e) => { postMessage([message, file, line, column, e.message].join()); return true }\nthrow new Error('mine')"},
			`const w = new Worker('job.js'); w.onmessage = e => log(e.data); w.onerror = e => log('never')`,
			[]string{"Uncaught Error: mine,/job.js,2,7,mine"},
		},
		"an exception goes up": {
			scripts{
				"outer.js": `const w = new Worker('inner.js'); w.onerror = e => postMessage('worker ' + e.message); onerror = (m, f, l, c, e) => postMessage(['global', m, f, l, e].join(' '))`,
				"inner.js": `throw 'mine'`,
			},
			`const w = new Worker('outer.js');
			w.onmessage = e => log(e.data);
			w.onerror = e => { log('outside', e.message, e.filename) };
			onerror = (m, f, l, c, e) => { log('main', m, f, l, c, e); return true }`,
			[]string{
				"worker Uncaught mine", "global Uncaught mine /inner.js 1 ",
				"outside Uncaught mine /inner.js", "main Uncaught mine /inner.js 1 1 null",
			},
		},
		"a rejection is handled inside": {
			scripts{"job.js": `onunhandledrejection = e => { postMessage(e.reason.message); e.preventDefault() }; Promise.reject(new Error('mine'))`},
			`const w = new Worker('job.js'); w.onmessage = e => log(e.data); w.onerror = e => log('never')`,
			[]string{"mine"},
		},
		"a worker is cloned by nobody": {
			scripts{"job.js": ``},
			`const w = new Worker('job.js');
			try { postTo(w) } catch (e) { log(e.name) }
			try { new MessageChannel().port1.postMessage(null, [w]) } catch (e) { log(e.name) }
			function postTo(v) { new MessageChannel().port1.postMessage(v) }`,
			[]string{"DataCloneError", "DataCloneError"},
		},
		"arguments": {
			scripts{"job.js": ``},
			`for (const f of [() => new Worker(), () => Worker('job.js'), () => new Worker('job.js', 1), () => new Worker('job.js', { type: 'x' }),
				() => new Worker('job.js', { type: 'module' }), () => new Worker('http://:x'), () => new Worker('job.js').postMessage(),
				() => new Worker('job.js', { credentials: 'x' }), () => new WorkerLocation()])
				try { log(f()) } catch (e) { log(e.name, e.message) }`,
			[]string{
				"TypeError Failed to construct 'Worker': 1 argument required, but only 0 present.",
				"TypeError Failed to construct 'Worker': Please use the 'new' operator, this DOM object constructor cannot be called as a function.",
				"TypeError Failed to construct 'Worker': parameter 2 is not of type 'WorkerOptions'.",
				"TypeError Failed to construct 'Worker': The provided value 'x' is not a valid enum value of type WorkerType.",
				"NotSupportedError Failed to construct 'Worker': Modules are not supported yet: write a classic script, with importScripts, and leave out the option type.",
				`SyntaxError Failed to construct 'Worker': The script's URL: "http://:x" is no URL: invalid port ":x" after host.`,
				"TypeError Failed to execute 'postMessage' on 'Worker': 1 argument required, but only 0 present.",
				"TypeError Failed to construct 'Worker': The provided value 'x' is not a valid enum value of type RequestCredentials.",
				"ReferenceError WorkerLocation is not defined",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if tc.want == nil {
				assert.ElementsMatch(t, []string{"2", "6", "é # ?"}, runWith(t, tc.files, tc.main))
				return
			}
			assert.Equal(t, tc.want, runWith(t, tc.files, tc.main))
		})
	}
}

func TestUncaughtInWorker(t *testing.T) {
	for name, tc := range map[string]struct {
		files         scripts
		main          string
		message, text string
	}{
		"exception": {scripts{"job.js": "\nthrow new Error('mine')"}, `new Worker('job.js', { name: 'hasher' })`,
			"[worker hasher] Uncaught Error: mine (/job.js:2:7)", "Error: mine"},
		"rejection": {scripts{"job.js": `Promise.reject(new Error('mine'))`}, `new Worker('job.js').onerror = () => log('never')`,
			"[worker file:///job.js] Uncaught (in promise) Error: mine (/job.js:1:16)", "(in promise) Error: mine"},
		"syntax error": {scripts{"job.js": "let x\nvar 1"}, `new Worker('job.js')`,
			"[worker file:///job.js] Uncaught SyntaxError: Unexpected number (/job.js:2:5)", "var 1\n    ^"},
		"missing": {scripts{}, `new Worker('job.js')`,
			"[worker file:///job.js] Uncaught The script of the worker cannot be loaded: no such file (file:///job.js)", "no such file"},
		"nested": {scripts{"outer.js": `new Worker('inner.js', { name: 'inner' })`, "inner.js": "throw 1"}, `new Worker('outer.js', { name: 'outer' })`,
			"[worker inner] Uncaught 1 (/inner.js:1:1)", "1"},
	} {
		t.Run(name, func(t *testing.T) {
			rt, l := newRuntime(t, tc.files.option())
			err := rt.Run(bg, "main.js", tc.main)
			var uncaught *runtime.UncaughtError
			require.ErrorAs(t, err, &uncaught)
			assert.EqualError(t, uncaught, tc.message)
			assert.Contains(t, uncaught.Stack, tc.text)
			assert.Contains(t, uncaught.Stack, "[worker ")
			assert.Empty(t, l.all())
		})
	}
}

// process.exit in a worker ends the worker, not the program.
func TestExitInWorker(t *testing.T) {
	files := scripts{"job.js": `postMessage('before'); process.exit(3); postMessage('after')`}
	assert.Equal(t, []string{"before", "main"}, runWith(t, files,
		`new Worker('job.js').onmessage = e => { log(e.data); setTimeout(() => log('main')) }`, runtime.WithNode(nil, nil)))
}

// All workers of a program receive a broadcast and answer it. With GOJS_SOAK set there are 10,000 of them.
func TestManyWorkersAnswerABroadcast(t *testing.T) {
	workers := 2_000
	switch {
	case os.Getenv("GOJS_SOAK") != "":
		workers = 10_000
	case testing.Short() || raceDetector:
		workers = 300
	}
	files := scripts{"job.js": `
		const questions = new BroadcastChannel('questions');
		questions.onmessage = e => postMessage(e.data + Number(name))`}
	rt, _ := newRuntime(t, files.option())
	require.NoError(t, rt.Run(bg, "main.js", fmt.Sprintf(`
		const questions = new BroadcastChannel('questions'), workers = [];
		let sum = 0, answers = 0;
		for (let i = 0; i < %d; i++) {
			workers[i] = new Worker('job.js', { name: String(i) });
			workers[i].onmessage = e => { answers++; sum += e.data };
		}`, workers)))
	for round := range 3 {
		v, err := rt.Eval(bg, "questions.postMessage(1000); sum = answers = 0")
		require.NoError(t, err, v)
		require.NoError(t, rt.Wait(bg))
		v, err = rt.Eval(bg, "[answers, sum].join()")
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprintf("%d,%d", workers, workers*1000+workers*(workers-1)/2), v.String(), "round %d", round)
	}
}

// Workers that have ended leave nothing behind. With GOJS_SOAK set there are 100,000 of them.
func TestManyWorkersLeaveNothing(t *testing.T) {
	workers := 10_000
	switch {
	case os.Getenv("GOJS_SOAK") != "":
		workers = 100_000
	case testing.Short() || raceDetector:
		workers = 3_000
	}
	ends := map[string]string{
		"terminated":        `w.terminate()`,
		"closed by itself":  `w.postMessage('close')`,
		"in a loop":         `w.postMessage('loop'); w.terminate()`,
		"after an error":    `w.postMessage('throw'); w.postMessage('close')`,
		"with ports and so": `const { port1, port2 } = new MessageChannel(); w.postMessage(port2, [port2]); port1.onclose = () => {}; w.terminate()`,
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			rt, _ := newRuntime(t, scripts{"job.js": `
				postMessage('up');
				const url = URL.createObjectURL(new Blob(['x'.repeat(1000)]));
				const b = new BroadcastChannel('x');
				b.onmessage = () => {};
				setTimeout(() => {}, 1e6);
				onmessage = e => {
					switch (e.data) {
					case 'close': close(); break;
					case 'loop': for (;;);
					case 'throw': throw new Error('mine');
					}
				}`}.option())
			batch := fmt.Sprintf(`
				for (let i = 0; i < 16; i++) {
					let left = %d / 16;
					(function next() {
						if (--left < 0) return;
						const w = new Worker('job.js');
						w.onerror = e => e.preventDefault();
						w.onmessage = () => { %s; next() };
					})();
				}`, workers/len(ends)/10, end)
			require.NoError(t, rt.Run(bg, "main.js", batch))
			before := heap()
			for range 9 {
				require.NoError(t, rt.Run(bg, "main.js", batch))
			}
			after := heap()
			assert.LessOrEqual(t, after, before+1<<20, "%d workers took %d bytes each", workers, (int64(after)-int64(before))/int64(workers))
		})
	}
}

// What users of other hosts reported of workers and BroadcastChannel; TestWorkers has more. Run must return nil each time.
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

// An error in a worker without an error listener fails the program. Elsewhere the program ended as if all was well.
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

// A ring of workers passes parcels on, each with a port and a buffer that are transferred at every hop. Every other round
// workers are terminated, some of them in an endless loop, or close themselves, and are replaced; some throw. It checks:
//   - The port of a parcel answers once, after the last hop, and is closed then. It is closed without an answer only if a
//     worker ended meanwhile.
//   - What a worker throws is an error event at its Worker, unless that worker ended meanwhile.
//   - Each worker receives every broadcast since it began, in order.
//   - The program ends, and leaves no goroutine.
const soakMain = `
'use strict';
const N = 64, PARCELS = 100;
let seed = SEED;
const random = n => { // xorshift32
	seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5;
	return (seed >>> 0) % n;
};
const fail = why => { throw new Error(why) };

const ring = [];
let ends = 0, parcels = 0, lost = 0, arrived = 0, epoch = 0;
const thrown = new Set(), owed = new Set();
const epochs = new BroadcastChannel('epochs');

function start(i) {
	const seat = ring[i] = { worker: new Worker('ring.js', { name: 'ring ' + i }), heard: -1 };
	seat.ready = new Promise(resolve => {
		seat.worker.onmessage = ({ data }) => {
			if (data === 'ready') resolve();
			else if (seat.heard >= 0 && data !== seat.heard + 1) fail('a broadcast was lost or doubled: ' + data + ' after ' + seat.heard);
			else {
				seat.heard = data;
				if (data === epoch && seat.onheard) seat.onheard();
			}
		};
	});
	seat.worker.onerror = e => {
		e.preventDefault();
		if (!/^Uncaught Error: parcel \d+$/.test(e.message)) fail(e.message);
		const id = +e.message.match(/\d+/)[0];
		if (thrown.has(id)) fail('an error came twice');
		thrown.add(id);
	};
}

function link(i) {
	const { port1, port2 } = new MessageChannel();
	ring[i].worker.postMessage({ next: port1 }, [port1]);
	ring[(i + 1) % N].worker.postMessage({ before: port2 }, [port2]);
}

function replace(i) {
	ends++;
	const { worker } = ring[i];
	switch (random(4)) {
	case 0: worker.postMessage('close'); break;
	case 1: worker.postMessage('spin'); // and
	default: worker.terminate();
	}
	start(i);
	link((i + N - 1) % N);
	link(i);
}

function send(peaceful) {
	const id = ++parcels, ends_then = ends;
	const { port1, port2 } = new MessageChannel();
	const bytes = new Uint8Array([id, id >> 8, 7]);
	const hops = random(2 * N);
	const throws = random(10) === 0 ? random(hops + 1) : -1;
	if (throws >= 0 && peaceful) owed.add(id);
	ring[random(N)].worker.postMessage({ id, hops, throws, answer: port2, bytes }, [port2, bytes.buffer]);
	return new Promise(resolve => {
		let answered = false;
		port1.onmessage = e => {
			if (answered) fail('a parcel arrived twice');
			answered = true;
			const [id_then, b] = e.data;
			if (id_then !== id || b.length !== 3 || b[0] !== (id & 255) || b[1] !== (id >> 8 & 255)) fail('a parcel was mixed up');
		};
		port1.onclose = () => {
			if (!answered && ends === ends_then) fail('parcel ' + id + ' was lost while all workers were alive');
			answered ? arrived++ : lost++;
			resolve();
		};
	});
}

async function round(peaceful) {
	await Promise.all(ring.map(seat => seat.ready));
	epoch++;
	const heard = ring.map(seat => new Promise(resolve => { seat.onheard = resolve }));
	epochs.postMessage(epoch);
	const all = [];
	for (let i = 0; i < PARCELS; i++) {
		const parcel = send(peaceful);
		if (!peaceful && random(8) === 0) parcel.then(() => replace(random(N)));
		all.push(parcel);
		if (!peaceful && random(10) === 0) replace(random(N));
	}
	await Promise.all(all);
	if (peaceful) await Promise.all(heard);
}

(async () => {
	for (let i = 0; i < N; i++) start(i);
	for (let i = 0; i < N; i++) link(i);
	do {
		await round(true);
		await round(false);
	} while (more());
	await round(true);
	done = true;
})();
var done = false;
`

const soakRing = `
'use strict';
let next, last;
const waiting = [], nested = name.endsWith('0');
const epochs = new BroadcastChannel('epochs');
epochs.onmessage = e => {
	if (last !== undefined && e.data !== last + 1) throw new Error('a gap in the broadcasts');
	postMessage(last = e.data);
};
const child = nested && new Worker('child.js');
if (child) child.onmessage = e => pass(e.data);

onmessage = ({ data }) => {
	if (data === 'close') return close();
	if (data === 'spin') for (;;);
	if (data.before) return data.before.onmessage = e => take(e.data);
	if (!data.next) return take(data);
	next = data.next;
	next.onclose = e => { if (e.target === next) next = undefined };
	for (const p of waiting.splice(0)) pass(p);
};

function take(parcel) {
	const { id, hops, throws } = parcel;
	parcel.hops--;
	if (hops === 0) {
		parcel.answer.postMessage([id, parcel.bytes], [parcel.bytes.buffer]);
		parcel.answer.close();
	} else if (child) child.postMessage(parcel, [parcel.answer, parcel.bytes.buffer]);
	else pass(parcel);
	if (throws === hops) throw new Error('parcel ' + id);
}

function pass(parcel) {
	if (next) next.postMessage(parcel, [parcel.answer, parcel.bytes.buffer]);
	else waiting.push(parcel);
}
postMessage('ready');
`

const soakChild = `onmessage = e => postMessage(e.data, [e.data.answer, e.data.bytes.buffer])`

// GOJS_SOAK=1m sets how long it runs. Run it with the race detector.
func TestSoak(t *testing.T) {
	d, err := time.ParseDuration(os.Getenv("GOJS_SOAK"))
	if err != nil && os.Getenv("GOJS_SOAK") != "" {
		t.Fatal(err)
	}
	began := time.Now()
	files := scripts{"ring.js": soakRing, "child.js": soakChild}
	rt, _ := newRuntime(t, files.option())
	require.NoError(t, rt.VM().Set("more", func() bool { return time.Since(began) < d }))
	ctx, cancel := context.WithTimeout(bg, d+5*time.Minute)
	defer cancel()
	seed := began.UnixNano()&0x7fffffff | 1
	require.NoError(t, rt.Run(ctx, "soak.js", fmt.Sprintf("const SEED = %d;", seed)+soakMain), "seed %d", seed)
	v, err := rt.Eval(bg, `[done, [...owed].every(id => thrown.has(id)), ends > 0, arrived > 0].join()`)
	require.NoError(t, err)
	assert.Equal(t, "true,true,true,true", v.String())
	v, err = rt.Eval(bg, "`${parcels} parcels: ${arrived} arrived, ${lost} were lost with ${ends} workers; ${thrown.size} errors`")
	require.NoError(t, err)
	t.Log(v)
}
