package nodejs_test

import (
	"context"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// runNamed runs a script. It returns the calls of log(…), each with its arguments as strings with
// spaces between, and the error of Run.
func runNamed(t *testing.T, name, source string, opts ...runtime.Option) (lines []string, err error) {
	t.Helper()
	rt, err := runtime.New(opts...)
	require.NoError(t, err)
	defer rt.Close()
	require.NoError(t, rt.VM().Set("log", func(call goja.FunctionCall) goja.Value {
		var words []string
		for _, v := range call.Arguments {
			words = append(words, v.String())
		}
		lines = append(lines, strings.Join(words, " "))
		return goja.Undefined()
	}))
	err = rt.Run(context.Background(), name, source)
	return lines, err
}

// run runs a script that must not fail, and returns what it logged.
func run(t *testing.T, source string, opts ...runtime.Option) []string {
	t.Helper()
	lines, err := runNamed(t, "test.js", source, opts...)
	require.NoError(t, err)
	return lines
}
