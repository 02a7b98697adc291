package runtime_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	goruntime "runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

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

func TestProcess(t *testing.T) {
	assert.Equal(t, []string{
		"true /home/ada/script.js,-v,two words",
		"value  undefined =b",
		"true", "true", "undefined", "[object process]", "true",
		"undefined 3", "number",
	}, run(t, `
		log(process.argv.length === 4, process.argv.slice(1).join());
		log(process.env.KEY, process.env.EMPTY, process.env.MISSING, process.env.EQUALS);
		log(process.platform.length > 0);
		log(process.cwd().length > 0);
		log(process.versions.node);
		log(Object.prototype.toString.call(process));
		log(typeof process.arch === 'string');
		const before = process.exitCode;
		process.exitCode = 3;
		log(before, process.exitCode);
		process.exitCode = 0;
		log(typeof process.pid)`,
		runtime.WithNode([]string{"/home/ada/script.js", "-v", "two words"}, []string{"KEY=value", "EMPTY=", "EQUALS==b", "=hidden", "nothing"})))
	if goruntime.GOOS == "linux" {
		assert.Equal(t, []string{"linux"}, run(t, "log(process.platform)", runtime.WithNode(nil, nil)))
	}
}

func TestBufferAndURL(t *testing.T) {
	assert.Equal(t, []string{"aGVsbG8=", "hello true", "/b?q=1 x", "http://h/a/c"}, run(t, `
		log(Buffer.from('hello').toString('base64'));
		log(Buffer.from('aGVsbG8=', 'base64').toString(), Buffer.from('x') instanceof Uint8Array);
		const u = new URL('/b?q=1#x', 'http://h/a');
		log(u.pathname + u.search, new URLSearchParams('k=x').get('k'));
		log(new URL('c', 'http://h/a/b').href)`, runtime.WithNode(nil, nil)))
	assert.Equal(t, []string{"function function"}, run(t, "log(typeof URL, typeof URLSearchParams)"))
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

// failingWriter fails always.
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

func TestRequireErrors(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"endless.js":  "(function f() { f() })()",
		"exits.js":    "process.exit(7)",
		"syntax.js":   "\nlet x = ;",
		"indirect.js": "require('./missing')",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	runIn := func(t *testing.T, source string) ([]string, error) {
		rt, l := newRuntime(t, runtime.WithNode(nil, nil))
		err := rt.Run(bg, filepath.Join(dir, "main.js"), source)
		return l.all(), err
	}
	for _, c := range []struct{ module, want string }{
		{"./missing", "Error Cannot find module './missing' MODULE_NOT_FOUND"},
		{"./indirect", "Error Cannot find module './missing' MODULE_NOT_FOUND"},
		{"fs", "Error Cannot find module 'fs' MODULE_NOT_FOUND"},
		{"node:fs", "Error Cannot find module 'node:fs' MODULE_NOT_FOUND"},
	} {
		got, err := runIn(t, "try { require('"+c.module+"') } catch (e) { log(e.name, e.message, e.code) }")
		require.NoError(t, err)
		assert.Equal(t, []string{c.want}, got, c.module)
	}
	t.Run("a syntax error", func(t *testing.T) {
		got, err := runIn(t, "try { require('./syntax') } catch (e) { log(e instanceof SyntaxError, e.message) }")
		require.NoError(t, err)
		require.Len(t, got, 1)
		assert.Regexp(t, `^true .*syntax\.js.*2:9.*Unexpected token`, got[0])
	})
	t.Run("no catch sees process.exit in a module", func(t *testing.T) {
		got, err := runIn(t, "try { require('./exits') } catch (e) { log('caught') }")
		var exit *runtime.ExitError
		require.ErrorAs(t, err, &exit)
		assert.Equal(t, 7, exit.Code)
		assert.Empty(t, got)
	})
	t.Run("no catch sees a stack overflow in a module", func(t *testing.T) {
		got, err := runIn(t, "try { require('./endless') } catch (e) { log('caught') }")
		require.ErrorContains(t, err, "RangeError: Maximum call stack size exceeded")
		assert.Empty(t, got)
	})
}
