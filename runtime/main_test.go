package runtime_test

import (
	"bytes"
	"context"
	"sync"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bg is the context of runs that nothing cancels.
var bg = context.Background()

// log is what scripts said, from any goroutine.
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

// newRuntime makes a runtime that is closed at the end of the test, with a function log(…) for scripts: each call is
// a line, its arguments as strings with a space between.
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
