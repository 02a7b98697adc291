package bindings_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// engine is an engine of the test's own with a loop and the bindings.
type engine struct {
	t      testing.TB
	vm     *goja.Runtime
	loop   *eventloop.Loop
	scope  *bindings.Scope
	stderr bytes.Buffer
	lines  []string // what scripts logged
}

func newEngine(t testing.TB, opts ...bindings.Option) *engine {
	e := &engine{t: t, vm: goja.New(), loop: eventloop.New()}
	opts = append([]bindings.Option{bindings.WithConsole(&e.stderr, &e.stderr, bindings.Colors{}, nil)}, opts...)
	var err error
	e.scope, err = bindings.Install(e.vm, bindings.OnLoop(e.loop), opts...)
	require.NoError(t, err)
	e.set("log", func(call goja.FunctionCall) goja.Value {
		words := make([]string, len(call.Arguments))
		for i, v := range call.Arguments {
			words[i] = v.String()
		}
		e.lines = append(e.lines, strings.Join(words, " "))
		return goja.Undefined()
	})
	return e
}

func (e *engine) set(name string, v any) {
	e.t.Helper()
	require.NoError(e.t, e.vm.Set(name, v))
}

// script is a task that runs a script.
func (e *engine) script(source string) {
	e.t.Helper()
	program, err := goja.Compile("test.js", source, false)
	require.NoError(e.t, err)
	require.True(e.t, e.loop.Post(eventloop.TaskFunc(func() {
		if _, err := e.scope.RunProgram(program); err != nil {
			e.scope.ReportException(err)
		}
	})))
}

// run runs a script and the loop, and returns what was logged since the last time.
func (e *engine) run(source string) []string {
	e.t.Helper()
	e.script(source)
	require.NoError(e.t, e.loop.Run(context.Background()))
	return e.take()
}

func (e *engine) take() []string {
	lines := e.lines
	e.lines = nil
	return lines
}
