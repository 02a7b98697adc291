package runtime_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// scripts are the scripts of workers, by name.
type scripts map[string]string

func (s scripts) option() runtime.Option {
	fsys := fstest.MapFS{}
	for name, source := range s {
		fsys[name] = &fstest.MapFile{Data: []byte(source)}
	}
	return runtime.WithScripts(runtime.FS(fsys))
}

// runWith runs a program whose workers have these scripts, and returns what it logged.
func runWith(t testing.TB, files scripts, source string, opts ...runtime.Option) []string {
	t.Helper()
	return run(t, source, append([]runtime.Option{files.option()}, opts...)...)
}

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

func TestNoWorkersWithoutScripts(t *testing.T) {
	assert.Equal(t, []string{
		"SecurityError Failed to construct 'Worker': The host gives no scripts for workers: runtime.WithScripts says where they come from.",
		"SecurityError Failed to construct 'Worker': The host gives no scripts for workers: runtime.WithScripts says where they come from.",
	}, run(t, `for (const url of ['job.js', 'data:,1']) try { new Worker(url) } catch (e) { log(e.name, e.message) }`))
}
