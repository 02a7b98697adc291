package console_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/engine/enginetest"
)

// consoleTest is an engine with a console that writes into buffers.
type consoleTest struct {
	vm             *goja.Runtime
	stdout, stderr bytes.Buffer
}

func newConsoleTest(t testing.TB, colors bool) *consoleTest {
	c := &consoleTest{vm: goja.New()}
	_, err := bindings.Install(c.vm, bindings.OnLoop(eventloop.New()), bindings.WithConsole(&c.stdout, &c.stderr, bindings.Colors{Stdout: colors, Stderr: colors}, nil))
	require.NoError(t, err)
	return c
}

// run runs a script and returns what it printed.
func (c *consoleTest) run(t testing.TB, source string) (stdout, stderr string) {
	t.Helper()
	c.stdout.Reset()
	c.stderr.Reset()
	_, err := c.vm.RunScript("script.js", source)
	require.NoError(t, err)
	return c.stdout.String(), c.stderr.String()
}

// TestConsoleAsNode runs testdata/*.js. Node v20 prints the same, to the same output.
func TestConsoleAsNode(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.js")
	require.NoError(t, err)
	require.NotEmpty(t, scripts)
	for _, path := range scripts {
		t.Run(filepath.Base(path), func(t *testing.T) {
			if filepath.Base(path) == "iterators.js" {
				enginetest.RequireFast(t)
			}
			source, err := os.ReadFile(path)
			require.NoError(t, err)
			stdout, stderr := newConsoleTest(t, false).run(t, string(source))
			name := strings.TrimSuffix(path, ".js")
			for file, got := range map[string]string{name + ".stdout": stdout, name + ".stderr": stderr} {
				want, err := os.ReadFile(file)
				if !errors.Is(err, os.ErrNotExist) {
					require.NoError(t, err)
				}
				assert.Equal(t, string(want), got, file)
			}
		})
	}
}

// TestConsole has what is not as in Node, and what Node's own frames are in.
func TestConsole(t *testing.T) {
	for _, tt := range []struct{ name, source, stdout, stderr string }{
		{"assert takes a value that is no string as it is", `console.assert(false, { a: 1 }, 'b')`, "", "Assertion failed { a: 1 } b\n"},
		{"assert puts a string behind its message", `console.assert(false, 'no %s', 'x', 1)`, "", "Assertion failed: no x 1\n"},
		{"assert without data", `console.assert(); console.assert(0); console.assert(1, 'not printed')`, "", "Assertion failed\nAssertion failed\n"},
		{"assert with a value that is undefined", `console.assert(false, undefined)`, "", "Assertion failed undefined\n"},
		{"countReset of what was not counted", `console.countReset('x')`, "", "Warning: Count for 'x' does not exist\n"},
		{"time twice", `console.time('x'); console.time('x')`, "", "Warning: Label 'x' already exists for console.time()\n"},
		{"timeEnd of no timer", `console.timeEnd('x')`, "", "Warning: No such label 'x' for console.timeEnd()\n"},
		{"timeLog of no timer", `console.timeLog()`, "", "Warning: No such label 'default' for console.timeLog()\n"},
		{"trace", "function f() { console.trace('at %s', 'f', { a: 1 }) }\nf()", "", "Trace: at f { a: 1 }\n    at f (script.js:1:29)\n    at script.js:2:2\n"},
		{"trace without data, in a group", "console.group(); console.trace()", "", "  Trace\n      at script.js:1:31\n"},
		{"error", "console.log(new Error('x'))", "Error: x\n    at script.js:1:13\n", ""},
		{"%s of an error", "console.log('%s', new TypeError('x'))", "TypeError: x\n    at script.js:1:19\n", ""},
		{"clear ends groups", "console.group(); console.clear(); console.log('x')", "x\n", ""},
		{"empty line", "console.log(); console.group(); console.log()", "\n  \n", ""},
		{"a lone surrogate", `console.log('a\ud83db')`, "a\ufffdb\n", ""},
		{"NUL and escape sequences of the script", `console.log('\x00\x1b[31m')`, "\x00\x1b[31m\n", ""},
		{"platform objects", `console.log(new Event('x') instanceof Event, new AbortController().signal.aborted)`, "true false\n", ""},
		{"deep groups are indented as far as can be seen", `for (let i = 0; i < 1e5; i++) console.group(); console.log('x')`, strings.Repeat(" ", 1000) + "x\n", ""},
	} {
		stdout, stderr := newConsoleTest(t, false).run(t, tt.source)
		assert.Equal(t, tt.stdout, stdout, tt.name)
		assert.Equal(t, tt.stderr, stderr, tt.name)
	}
}

func TestConsoleColors(t *testing.T) {
	c := newConsoleTest(t, true)
	stdout, _ := c.run(t, `
		console.log('a', 1, { b: 'c' })
		console.log('%s %d %O', 'a', 1, 1)
		console.dir({ a: 1 }, { colors: false })
		console.table([{ a: 1 }, { a: 'bc' }])`)
	assert.Equal(t, "a \x1b[33m1\x1b[39m { b: \x1b[32m'c'\x1b[39m }\n"+
		"a 1 \x1b[33m1\x1b[39m\n"+
		"{ a: 1 }\n"+
		"┌─────────┬──────┐\n"+
		"│ (index) │ a    │\n"+
		"├─────────┼──────┤\n"+
		"│ 0       │ \x1b[33m1\x1b[39m    │\n"+
		"│ 1       │ \x1b[32m'bc'\x1b[39m │\n"+
		"└─────────┴──────┘\n", stdout)
	stdout, _ = c.run(t, `console.clear()`)
	assert.Equal(t, "\x1b[1;1H\x1b[0J", stdout)
}

// TestConsoleNamespace is the shape that Web IDL and the standard ask for.
func TestConsoleNamespace(t *testing.T) {
	c := newConsoleTest(t, false)
	stdout, _ := c.run(t, `
		const check = (name, got, want) => { if (got !== want) throw new Error(name + ': ' + String(got)) }
		const property = (o, key) => { const { value, ...rest } = Object.getOwnPropertyDescriptor(o, key); return JSON.stringify(rest) }

		check('global', property(globalThis, 'console'), '{"writable":true,"enumerable":false,"configurable":true}')
		check('Console', 'Console' in globalThis, false)
		const proto = Object.getPrototypeOf(console)
		check('prototype', Reflect.ownKeys(proto).length, 0)
		check('prototype of the prototype', Object.getPrototypeOf(proto), Object.prototype)
		check('tag', console[Symbol.toStringTag], 'console')
		check('tag property', property(console, Symbol.toStringTag), '{"writable":false,"enumerable":false,"configurable":true}')
		check('toString', String(console), '[object console]')
		check('members', Object.keys(console).join(), 'assert,clear,debug,error,info,log,table,trace,warn,dir,dirxml,' +
			'count,countReset,group,groupCollapsed,groupEnd,time,timeLog,timeEnd')
		for (const key of Object.keys(console)) {
			check(key, property(console, key), '{"writable":true,"enumerable":true,"configurable":true}')
			check(key + '.name', console[key].name, key)
			check(key + '.length', console[key].length, 0)
			check(key + '.prototype', 'prototype' in console[key], false)
			check(key + ' result', (0, console[key])(), undefined)
		}
		console.clear() // ends the groups
		const { log } = console
		log('unbound')
		log.call(null, 'null')
		;[1].forEach(console.log)`)
	assert.Contains(t, stdout, "unbound\nnull\n1 0 [ 1 ]\n")
}

// TestConsoleConverts: labels are converted with ToString, and what that throws comes out.
func TestConsoleConverts(t *testing.T) {
	c := newConsoleTest(t, false)
	c.run(t, `
		const throws = (name, kind, f) => { try { f() } catch (e) { if (e instanceof kind) return; throw e } throw new Error(name + ' does not throw') }
		for (const method of ['count', 'countReset', 'time', 'timeLog', 'timeEnd']) {
			let called = false
			console[method]({ toString() { called = true } })
			if (!called) throw new Error(method + ' does not call toString')
			throws(method, RangeError, () => console[method]({ toString() { throw new RangeError() } }))
			throws(method + ' of a symbol', TypeError, () => console[method](Symbol()))
		}
		throws('%s', RangeError, () => console.log('%s', { toString() { throw new RangeError() } }))
		throws('%d', RangeError, () => console.log('%d', { valueOf() { throw new RangeError() } }))
		throws('%i', RangeError, () => console.log('%i', { toString() { throw new RangeError() } }))
		throws('%j', RangeError, () => console.log('%j', { toJSON() { throw new RangeError() } }))
		throws('%j of a BigInt', TypeError, () => console.log('%j', { a: 1n }))
		throws('properties', TypeError, () => console.table([1], 5))
		throws('properties', TypeError, () => console.table([1], 'abc'))
		throws('properties', RangeError, () => console.table([1], [{ toString() { throw new RangeError() } }]))
		throws('options', TypeError, () => console.dir(1, 2))
		console.dir(1, null)
		console.dir(1, undefined)

		const map = new Map([[1, 2]])
		// What a script does to the engine's functions is nothing to the console.
		parseInt = parseFloat = () => { throw new RangeError() }
		JSON.stringify = Object.keys = Array.prototype.join = Array.prototype[Symbol.iterator] = Map.prototype.entries = parseInt
		console.log('%i %f %j', '1', '1.5', { a: 1 }, map, [1])
		console.table(map)`)
	assert.Contains(t, c.stdout.String(), `1 1.5 {"a":1} Map(1) { 1 => 2 } [ 1 ]`)
}

func TestConsoleTimers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newConsoleTest(t, false)
		require.NoError(t, c.vm.Set("sleep", func(ms float64) { time.Sleep(time.Duration(ms * float64(time.Millisecond))) }))
		stdout, stderr := c.run(t, `
			console.time(); sleep(1.2345); console.timeLog(); console.timeLog(undefined, 'a', { b: 1 }, '%s', 1)
			console.time('other'); sleep(999); console.timeEnd('other')
			console.timeEnd('default')
			console.time(null); sleep(61500); console.timeEnd('null')
			console.time({ toString() { return 'l %s' } }); sleep(3600e3 * 26 + 61005); console.timeEnd('l %s')
			console.group(); console.time('x'); console.timeLog('x', { a: 'y'.repeat(70) })`)
		assert.Equal(t, "default: 1.234ms\ndefault: 1.234ms a { b: 1 } %s 1\nother: 999ms\ndefault: 1.000s\n"+
			"null: 1:01.500 (m:ss.mmm)\nl %s: 26:01:01.005 (h:mm:ss.mmm)\n  x: 0ms {\n    a: '"+strings.Repeat("y", 70)+"'\n  }\n", stdout)
		assert.Empty(t, stderr)
	})
}

type failingWriter struct{ writes int }

func (w *failingWriter) Write([]byte) (int, error) {
	w.writes++
	return 0, syscall.EPIPE
}

// TestConsoleWriteError: the first error goes to the host, the script goes on.
func TestConsoleWriteError(t *testing.T) {
	vm := goja.New()
	var failed []error
	w := &failingWriter{}
	_, err := bindings.Install(vm, bindings.OnLoop(eventloop.New()), bindings.WithConsole(w, w, bindings.Colors{}, func(err error) { failed = append(failed, err) }))
	require.NoError(t, err)
	_, err = vm.RunString(`console.log(1); console.log(2); console.error(3); 'done'`)
	require.NoError(t, err)
	assert.Equal(t, 3, w.writes)
	assert.Equal(t, []error{syscall.EPIPE}, failed)

	vm = goja.New()
	_, err = bindings.Install(vm, bindings.OnLoop(eventloop.New()), bindings.WithConsole(w, w, bindings.Colors{}, nil))
	require.NoError(t, err)
	_, err = vm.RunString(`console.log(1)`)
	require.NoError(t, err)
}

// writeCounter counts how many writes a message takes.
type writeCounter struct{ writes []string }

func (w *writeCounter) Write(b []byte) (int, error) {
	w.writes = append(w.writes, string(b))
	return len(b), nil
}

func TestConsoleWritesMessagesWhole(t *testing.T) {
	vm := goja.New()
	w := &writeCounter{}
	_, err := bindings.Install(vm, bindings.OnLoop(eventloop.New()), bindings.WithConsole(w, w, bindings.Colors{}, nil))
	require.NoError(t, err)
	long := strings.Repeat("x", 100_000)
	require.NoError(t, vm.Set("long", long))
	_, err = vm.RunString(`console.log('a', 'b\nc'); console.log(long); console.table([1]); console.log('d')`)
	require.NoError(t, err)
	require.Len(t, w.writes, 4)
	assert.Equal(t, "a b\nc\n", w.writes[0])
	assert.Equal(t, long+"\n", w.writes[1])
	assert.Equal(t, "d\n", w.writes[3])
}

// TestConsoleLargeArrays is quick because only the first elements are looked at.
func TestConsoleLargeArrays(t *testing.T) {
	c := newConsoleTest(t, false)
	stdout, _ := c.run(t, `console.log(new Array(1e7)); console.log(new Uint8Array(1e7))`)
	assert.Less(t, len(stdout), 1000)
}

func BenchmarkConsole(b *testing.B) {
	for _, bb := range []struct{ name, call string }{
		{"string", `console.log('hello')`},
		{"two strings", `console.log('hello', 'world')`},
		{"format", `console.log('%s is %d', 'x', 42)`},
		{"number", `console.log(42)`},
		{"object", `console.log({ id: 1, type: 'tick', payload: { a: 1, b: 'two', c: [1, 2, 3] } })`},
	} {
		b.Run(bb.name, func(b *testing.B) {
			vm := goja.New()
			_, err := bindings.Install(vm, bindings.OnLoop(eventloop.New()), bindings.WithConsole(io.Discard, io.Discard, bindings.Colors{}, nil))
			require.NoError(b, err)
			v, err := vm.RunString("(n => { for (let i = 0; i < n; i++) " + bb.call + " })")
			require.NoError(b, err)
			f, _ := goja.AssertFunction(v)
			b.ReportAllocs()
			b.ResetTimer()
			_, err = f(goja.Undefined(), vm.ToValue(b.N))
			require.NoError(b, err)
		})
	}
}

// TestConsoleColorsOfEachOutput: standard output may be a terminal while the error output goes to a file.
func TestConsoleColorsOfEachOutput(t *testing.T) {
	for _, colors := range []bindings.Colors{{}, {Stdout: true}, {Stderr: true}, {Stdout: true, Stderr: true}} {
		c := &consoleTest{vm: goja.New()}
		_, err := bindings.Install(c.vm, bindings.OnLoop(eventloop.New()), bindings.WithConsole(&c.stdout, &c.stderr, colors, nil))
		require.NoError(t, err)
		for _, method := range []string{"log", "info", "debug", "group", "dir", "table"} {
			stdout, _ := c.run(t, "console."+method+"([1])")
			assert.Equal(t, colors.Stdout, strings.Contains(stdout, "\x1b["), "%s %+v", method, colors)
		}
		for _, method := range []string{"error", "warn", "trace"} {
			_, stderr := c.run(t, "console."+method+"([1])")
			assert.Equal(t, colors.Stderr, strings.Contains(stderr, "\x1b["), "%s %+v", method, colors)
		}
	}
}
