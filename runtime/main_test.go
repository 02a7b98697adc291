package runtime_test

import (
	"bytes"
	"context"
	"fmt"
	goruntime "runtime"
	"sync"
	"testing"
	"testing/fstest"
	"time"
	"weak"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bg is the context of runs that are not cancelled.
var bg = context.Background()

// log collects the lines that scripts log, on any goroutine.
type log struct {
	mu    sync.Mutex
	lines []string
}

func (l *log) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line)
}

func (l *log) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]string{}, l.lines...)
}

// newRuntime makes a runtime that is closed at the end of the test, with a function log(…) for scripts. Each call adds a
// line: the arguments as strings, with spaces between.
func newRuntime(t testing.TB, opts ...runtime.Option) (*runtime.Runtime, *log) {
	t.Helper()
	rt, err := runtime.New(opts...)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, rt.Close()) })
	l := &log{}
	require.NoError(t, rt.VM().Set("log", func(call goja.FunctionCall) goja.Value {
		var line bytes.Buffer
		for i, v := range call.Arguments {
			if i > 0 {
				line.WriteByte(' ')
			}
			line.WriteString(v.String())
		}
		l.add(line.String())
		return goja.Undefined()
	}))
	return rt, l
}

// run runs a script that must not fail, and returns what it logged.
func run(t testing.TB, source string, opts ...runtime.Option) []string {
	t.Helper()
	rt, l := newRuntime(t, opts...)
	require.NoError(t, rt.Run(bg, "test.js", source))
	return l.all()
}

func newHost(t testing.TB, opts ...runtime.Option) *runtime.Host {
	h := runtime.NewHost(opts...)
	t.Cleanup(func() { require.NoError(t, h.Close()) })
	return h
}

// newIn makes a runtime of a host, with the function log(…) of newRuntime.
func newIn(t testing.TB, h *runtime.Host, opts ...runtime.Option) (*runtime.Runtime, *log) {
	rt, err := h.New(opts...)
	require.NoError(t, err)
	l := &log{}
	require.NoError(t, rt.VM().Set("log", func(call goja.FunctionCall) goja.Value {
		l.add(fmt.Sprint(call.Argument(0)))
		return goja.Undefined()
	}))
	return rt, l
}

// scripts are the scripts of workers, by name.
type scripts map[string]string

func (s scripts) option() runtime.Option {
	fsys := fstest.MapFS{}
	for name, source := range s {
		fsys[name] = &fstest.MapFile{Data: []byte(source)}
	}
	return runtime.WithScripts(runtime.FS(fsys))
}

// runWith runs a program with these scripts for its workers, and returns what it logged.
func runWith(t testing.TB, files scripts, source string, opts ...runtime.Option) []string {
	t.Helper()
	return run(t, source, append([]runtime.Option{files.option()}, opts...)...)
}

// scripted is a runtime for a test, with the output of its scripts. The tests called TestReported… use it: each repeats
// what users of goja, k6, Node, Deno, Bun and others reported, and links it. Those that need no Go are in js_tests.
type scripted struct {
	*runtime.Runtime
	out bytes.Buffer
}

// run runs a script until Run returns, which must be soon.
func (s *scripted) run(t *testing.T, source string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	require.NoError(t, s.Run(ctx, "test.js", source))
}

func newScripted(t *testing.T, opts ...runtime.Option) *scripted {
	t.Helper()
	s := &scripted{}
	rt, err := runtime.New(append([]runtime.Option{runtime.WithStdout(&s.out), runtime.WithStderr(&s.out)}, opts...)...)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, rt.Close()) })
	s.Runtime = rt
	return s
}

// heap returns the number of live bytes.
func heap() int64 {
	var m goruntime.MemStats
	goruntime.GC()
	goruntime.GC()
	goruntime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// collected collects garbage for a while. It reports whether the object is gone.
func collected[T any](p weak.Pointer[T]) bool {
	for range 20 {
		if p.Value() == nil {
			return true
		}
		goruntime.GC()
	}
	return false
}

// eachEndless runs each endless script, calls stop on another goroutine once the script has started, and then check.
func eachEndless(t *testing.T, stop func(t *testing.T, rt *runtime.Runtime, cancel context.CancelCauseFunc), check func(t *testing.T, rt *runtime.Runtime, err error)) {
	for _, c := range endless {
		t.Run(c.name, func(t *testing.T) {
			rt, l := newRuntime(t)
			ctx, cancel := context.WithCancelCause(bg)
			defer cancel(nil)
			var once sync.Once
			var stopping sync.WaitGroup
			require.NoError(t, rt.VM().Set("started", func() {
				once.Do(func() { stopping.Go(func() { stop(t, rt, cancel) }) })
			}))
			require.NoError(t, rt.VM().Set("hold", func() { rt.Hold() }))
			err := rt.Run(ctx, "endless.js", c.source)
			stopping.Wait()
			check(t, rt, err)
			assert.Empty(t, l.all(), "a script ran on after the interrupt")
		})
	}
}

// endless are scripts that run for ever, in every way that scripts can. They call started() first.
var endless = []struct{ name, source string }{
	{"a loop", `started(); for (;;);`},
	{"a loop in a timer", `setTimeout(() => { started(); for (;;); })`},
	{"a loop in a microtask", `queueMicrotask(() => { started(); for (;;); })`},
	{"a loop in a promise job", `Promise.resolve().then(() => { started(); for (;;); })`},
	{"microtasks without end", `started(); (function f() { queueMicrotask(f) })()`},
	{"promise jobs without end", `started(); (function f() { Promise.resolve().then(f) })()`},
	{"a loop that catches", `started(); for (;;) { try { for (;;); } catch {} finally {} }`},
	{"a loop in a nested dispatch", `
		const target = new EventTarget();
		target.addEventListener('x', () => target.dispatchEvent(new Event('y')));
		target.addEventListener('y', () => { started(); for (;;); });
		target.addEventListener('y', () => { log('the next listener') });
		try { target.dispatchEvent(new Event('x')) } finally { log('the script') }`},
	{"a loop in a message", `
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = e => { started(); while (e.data === 1); };
		port2.postMessage(1);
		port2.postMessage(2);`},
	{"a loop in a getter that is cloned", `structuredClone({ get a() { started(); for (;;); } })`},
	{"a loop in an error handler", `onerror = () => { started(); for (;;); }; throw 1`},
	{"a loop in a rejection handler", `onunhandledrejection = () => { started(); for (;;); }; Promise.reject(1)`},
	{"a loop in abort steps", `
		const controller = new AbortController();
		controller.signal.onabort = () => { started(); for (;;); };
		controller.abort()`},
	{"a loop of one bytecode and a native call", `started(); for (;;) [1, 2, 3].map(n => n)`},
	{"a generator", `started(); for (const _ of (function* () { for (;;) yield 1 })());`},
	{"a generator that a built-in runs", `[...(function* () { started(); for (;;); })()]`},
	{"an async function", `(async () => { started(); for (;;); })()`},
	{"an async function, later", `(async () => { await null; started(); for (;;); })()`},
	{"an async listener", `addEventListener('x', async () => { started(); for (;;); }); dispatchEvent(new Event('x')); log('the script')`},
	{"messages without end", `
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => { started(); port2.postMessage(1) };
		port2.postMessage(1)`},
	{"an interval", `setInterval(started, 0)`},
	{"nothing but a hold", `hold(); started()`},
}
