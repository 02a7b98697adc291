// Package bindingstest gives tests an engine that has the bindings and an event loop.
package bindingstest

import (
	"bytes"
	"context"
	"net/url"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
)

// Engine is an engine of the test's own with a loop and the bindings.
type Engine struct {
	VM     *goja.Runtime
	Loop   *eventloop.Loop
	Scope  *bindings.Scope
	Stderr bytes.Buffer // what scripts wrote to the console

	t     testing.TB
	lines []string
}

// New returns an engine whose scripts have a function log.
func New(t testing.TB, opts ...bindings.Option) *Engine {
	e := &Engine{t: t, VM: goja.New(), Loop: eventloop.New()}
	opts = append([]bindings.Option{bindings.WithConsole(&e.Stderr, &e.Stderr, bindings.Colors{}, nil)}, opts...)
	var err error
	e.Scope, err = bindings.Install(e.VM, bindings.OnLoop(e.Loop), opts...)
	require.NoError(t, err)
	e.Set("log", func(call goja.FunctionCall) goja.Value {
		words := make([]string, len(call.Arguments))
		for i, v := range call.Arguments {
			words[i] = v.String()
		}
		e.lines = append(e.lines, strings.Join(words, " "))
		return goja.Undefined()
	})
	return e
}

// At returns the option that sets the location of an engine.
func At(t testing.TB, location string) bindings.Option {
	u, err := url.Parse(location)
	require.NoError(t, err)
	return bindings.WithLocation(u)
}

// Set sets a global variable of the engine's scripts.
func (e *Engine) Set(name string, v any) {
	e.t.Helper()
	require.NoError(e.t, e.VM.Set(name, v))
}

// Run runs a script in a task, then the loop, and returns the lines that were logged since the last time.
func (e *Engine) Run(source string) []string {
	e.t.Helper()
	program, err := goja.Compile("test.js", source, false)
	require.NoError(e.t, err)
	require.True(e.t, e.Loop.Post(eventloop.TaskFunc(func() {
		if _, err := e.Scope.RunProgram(program); err != nil {
			e.Scope.ReportException(err)
		}
	})))
	require.NoError(e.t, e.Loop.Run(context.Background()))
	return e.Logged()
}

// Logged returns the lines that scripts logged since the last time.
func (e *Engine) Logged() []string {
	lines := e.lines
	e.lines = nil
	return lines
}

// Values declares the messages of the benchmarks: small ones, a thousand of them, and 1 MiB.
const Values = `
	const number = 1;
	const object = { id: 1, type: 'tick', payload: { a: 1, b: 'two', c: [1, 2, 3] } };
	const objects = Array.from({ length: 1000 }, (_, i) => ({ ...object, id: i }));
	const bytes = new Uint8Array(1 << 20);
	const string = 'x'.repeat(1 << 20);
`

// Benchmark times a script that does something N times. The script can use Values.
func Benchmark(b *testing.B, source string) {
	b.Helper()
	e := New(b)
	e.Run(Values)
	e.Set("N", b.N)
	program, err := goja.Compile("bench.js", "{"+source+"}", false)
	require.NoError(b, err)
	b.ReportAllocs()
	b.ResetTimer()
	e.Loop.Post(eventloop.TaskFunc(func() {
		if _, err := e.Scope.RunProgram(program); err != nil {
			b.Error(err)
		}
	}))
	if err := e.Loop.Run(context.Background()); err != nil {
		b.Error(err)
	}
	b.StopTimer()
	require.Empty(b, e.Stderr.String())
}
