package runtime_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestNewRefusesABadConfiguration(t *testing.T) {
	for _, c := range []struct {
		option  runtime.Option
		message string
	}{
		{runtime.WithLimits(runtime.Limits{Timers: -1}), "the limit Timers is negative: use 0 for none"},
		{runtime.WithLimits(runtime.Limits{CallStack: -1}), "the limit CallStack is negative: use 0 for none"},
		{runtime.WithLimits(runtime.Limits{WallTime: -1}), "the limit WallTime is negative: use 0 for none"},
		{runtime.WithStdout(nil), "a nil writer for the console: use io.Discard to drop its output"},
		{runtime.WithStderr(nil), "a nil writer for the console"},
	} {
		rt, err := runtime.New(c.option)
		assert.Nil(t, rt)
		assert.ErrorContains(t, err, c.message)
	}
}

func TestWithWindow(t *testing.T) {
	rt, err := runtime.New(runtime.WithWindow(" HTTPS://Example.org:443/a/../b?q#f "), runtime.WithStderr(io.Discard))
	require.NoError(t, err)
	defer rt.Close()
	v, err := rt.Eval(t.Context(), `[self instanceof Window, location.href, origin, isSecureContext].join()`)
	require.NoError(t, err)
	assert.Equal(t, "true,https://example.org/b?q#f,https://example.org,true", v.String())
}

func TestWithoutWindow(t *testing.T) {
	rt, err := runtime.New()
	require.NoError(t, err)
	defer rt.Close()
	v, err := rt.Eval(t.Context(), `[typeof Window, typeof window, typeof location, typeof postMessage, typeof event, typeof self].join()`)
	require.NoError(t, err)
	assert.Equal(t, "undefined,undefined,undefined,undefined,undefined,object", v.String())
}

func TestWithWindowOfNoURL(t *testing.T) {
	for url, want := range map[string]string{
		"index.html":           `runtime: the URL of the window: "index.html" is no absolute URL`,
		"":                     `runtime: the URL of the window: "" is no absolute URL`,
		"http://":              `runtime: the URL of the window: "http://" is no URL: it has no host`,
		"http://h:70000":       `runtime: the URL of the window: "http://h:70000" is no URL: the port 70000 is too large`,
		"https://exa mple.org": `runtime: the URL of the window: "https://exa mple.org" is no URL: invalid character " " in host name`,
	} {
		_, err := runtime.New(runtime.WithWindow(url))
		assert.EqualError(t, err, want)
	}
}

// A message that is dropped closes the ports that it carries.
func TestWindowClosedWithMessages(t *testing.T) {
	rt, err := runtime.New(runtime.WithWindow("https://example.org/"))
	require.NoError(t, err)
	ch := rt.NewChannel()
	require.NoError(t, rt.VM().Set("port", ch.JS))
	_, err = rt.Eval(t.Context(), `postMessage('never', '*', [port])`)
	require.NoError(t, err)
	require.NoError(t, rt.Close())
	_, err = ch.Go.Receive(t.Context())
	assert.ErrorIs(t, err, runtime.ErrPortClosed)
}

func TestConsoleWritesToTheWriters(t *testing.T) {
	var stdout, stderr bytes.Buffer
	rt, _ := newRuntime(t, runtime.WithStdout(&stdout), runtime.WithStderr(&stderr))
	require.NoError(t, rt.Run(bg, "test.js", `
		console.log('log %s', 'x', { a: 1 });
		console.info('info');
		console.error('error');
		console.warn('warn')`))
	assert.Equal(t, "log x { a: 1 }\ninfo\n", stdout.String())
	assert.Equal(t, "error\nwarn\n", stderr.String())

	stdout.Reset()
	rt, _ = newRuntime(t, runtime.WithStdout(&stdout), runtime.WithColors(true, false))
	require.NoError(t, rt.Run(bg, "test.js", `console.log(1)`))
	assert.Equal(t, "\x1b[33m1\x1b[39m\n", stdout.String())
}

// failingWriter is a writer that always fails.
type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

func TestConsoleWriteFails(t *testing.T) {
	broken := errors.New("broken pipe")
	var failed []error
	rt, l := newRuntime(t, runtime.WithStdout(failingWriter{broken}), runtime.WithWriteFailed(func(err error) { failed = append(failed, err) }))
	require.NoError(t, rt.Run(bg, "test.js", `console.log(1); console.log(2); log('goes on')`))
	assert.Equal(t, []error{broken}, failed)
	assert.Equal(t, []string{"goes on"}, l.all())
}

func TestWithNode(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"main.js": `
			const add = require('./lib/add');
			const data = require('./data.json');
			log(add(data.a, data.b), require('./lib/add') === add);
			log(add.filename.endsWith('add.js'), typeof module, typeof exports);
			try { require('./missing') } catch (e) { log(e instanceof Error) }
			try { require('./fails') } catch (e) { log(e.message) }
			log(require('process') === process, require('node:process') === process, typeof require('buffer').Buffer, require('url').URL === URL);`,
		"lib/add.js":   `const { plus } = require('./plus.js'); module.exports = (a, b) => plus(a, b); module.exports.filename = __filename`,
		"lib/plus.js":  `exports.plus = (a, b) => a + b`,
		"data.json":    `{ "a": 40, "b": 2 }`,
		"fails.js":     `throw new Error('no')`,
		"timers.js":    `setTimeout(() => log('from a module'), 0)`,
		"uncaught.js":  "require('./throws.js')",
		"throws.js":    "\n  throw new TypeError('deep')",
		"globals.js":   `for (const g of ['process', 'require', 'Buffer', 'global']) log(g, typeof globalThis[g])`,
		"enumerate.js": `log(Object.keys(globalThis).filter(k => !['log', 'crossOriginIsolated', 'isSecureContext', 'navigator', 'origin', 'performance', 'self'].includes(k) && !/^on/.test(k) && typeof globalThis[k] !== 'function').join())`,
	} {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	}
	runFile := func(t *testing.T, name string, opts ...runtime.Option) ([]string, error) {
		rt, l := newRuntime(t, opts...)
		err := rt.RunFile(bg, filepath.Join(dir, name))
		return l.all(), err
	}

	t.Run("modules are found from the script's directory", func(t *testing.T) {
		got, err := runFile(t, "main.js", runtime.WithNode(nil, nil))
		require.NoError(t, err)
		assert.Equal(t, []string{"42 true", "true undefined undefined", "true", "no", "true true function true"}, got)
	})
	t.Run("modules have the same globals", func(t *testing.T) {
		rt, l := newRuntime(t, runtime.WithNode(nil, nil))
		require.NoError(t, rt.Run(bg, filepath.Join(dir, "eval.js"), "require('./timers.js')"))
		assert.Equal(t, []string{"from a module"}, l.all())
	})
	t.Run("an uncaught exception names the module", func(t *testing.T) {
		_, err := runFile(t, "uncaught.js", runtime.WithNode(nil, nil))
		var uncaught *runtime.UncaughtError
		require.ErrorAs(t, err, &uncaught)
		assert.Equal(t, filepath.Join(dir, "throws.js"), uncaught.File)
		assert.Equal(t, 2, uncaught.Line)
		assert.Contains(t, uncaught.Stack, "uncaught.js:1:8")
	})
	t.Run("without it there is none of it", func(t *testing.T) {
		got, err := runFile(t, "globals.js")
		require.NoError(t, err)
		assert.Equal(t, []string{"process undefined", "require undefined", "Buffer undefined", "global undefined"}, got)
		got, err = runFile(t, "globals.js", runtime.WithNode(nil, nil))
		require.NoError(t, err)
		assert.Equal(t, []string{"process object", "require function", "Buffer function"}, got[:3])
	})
	t.Run("its globals are not enumerable", func(t *testing.T) {
		got, err := runFile(t, "enumerate.js", runtime.WithNode(nil, nil))
		require.NoError(t, err)
		assert.Equal(t, []string{""}, got)
	})
}

func TestContextEndsAllRuntimesOfAGroup(t *testing.T) {
	r := newRuntimes(t, 2)
	r.connect(0, "peer", 1, "peer")
	enough := errors.New("enough")
	ctx, cancel := context.WithCancelCause(bg)
	require.NoError(t, r.all[1].VM().Set("cancel", func() { cancel(enough) }))
	for _, err := range r.run(ctx,
		`peer.onmessage = e => peer.postMessage(e.data); peer.postMessage(0)`,
		`peer.onmessage = e => { if (e.data === 100) cancel(); peer.postMessage(e.data + 1) }`) {
		assert.ErrorIs(t, err, enough)
	}
}

// An uncaught exception ends only the run of its own runtime.
func TestOneRuntimeFails(t *testing.T) {
	r := newRuntimes(t, 2)
	r.connect(0, "peer", 1, "peer")
	errs := r.run(bg,
		`peer.onmessage = e => log(e.data); peer.onclose = () => log('close'); peer.postMessage(1)`,
		`peer.onmessage = () => { peer.postMessage('before'); peer.close(); throw new Error('mine') }`)
	require.NoError(t, errs[0])
	assert.ErrorContains(t, errs[1], "Error: mine")
	assert.Equal(t, []string{"before", "close"}, r.logs[0].all())
}

func TestNoWorkersWithoutScripts(t *testing.T) {
	assert.Equal(t, []string{
		"SecurityError Failed to construct 'Worker': The host gives no scripts for workers: runtime.WithScripts says where they come from.",
		"SecurityError Failed to construct 'Worker': The host gives no scripts for workers: runtime.WithScripts says where they come from.",
	}, run(t, `for (const url of ['job.js', 'data:,1']) try { new Worker(url) } catch (e) { log(e.name, e.message) }`))
}

// WithWorkerSetup prepares a worker before its script runs, a nested worker too.
func TestWorkerSetup(t *testing.T) {
	files := scripts{
		"outer.js": `new Worker('inner.js').onmessage = e => postMessage([greet(), e.data].join())`,
		"inner.js": `postMessage(greet())`,
	}
	broken := errors.New("the database is down")
	setup := func(fail bool) runtime.Option {
		return runtime.WithWorkerSetup(func(worker *runtime.Runtime) error {
			if fail {
				return broken
			}
			return worker.VM().Set("greet", func() string { return "hello from " + worker.URL().Path })
		})
	}
	assert.Equal(t, []string{"hello from /outer.js,hello from /inner.js", "undefined"}, runWith(t, files,
		`new Worker('outer.js').onmessage = e => { log(e.data); log(typeof greet) }`, setup(false)))
	rt, _ := newRuntime(t, files.option(), setup(true))
	assert.ErrorIs(t, rt.Run(bg, "main.js", `new Worker('inner.js')`), broken)
}

func TestLocationOfWorkers(t *testing.T) {
	_, err := runtime.New(runtime.WithLocation("main.js"))
	assert.EqualError(t, err, `runtime: the URL of the program: "main.js" is no absolute URL`)
	var asked []string
	loader := runtime.LoaderFunc(func(_ context.Context, u *url.URL) ([]byte, error) {
		asked = append(asked, u.String())
		return []byte("postMessage(1); close()"), nil
	})
	run(t, `new Worker('../b/job.js?x#y')`, runtime.WithScripts(loader), runtime.WithLocation("file:///srv/a/main.js"))
	h := newHost(t, runtime.WithScripts(loader), runtime.WithLocation("https://example.org/a/main.js"))
	w, err := h.NewWorker("job.js", runtime.WorkerOptions{})
	require.NoError(t, err)
	require.NoError(t, w.Wait(bg))
	w.Port.Close()
	assert.Equal(t, []string{"file:///srv/b/job.js?x#y", "https://example.org/a/job.js"}, asked)
}
