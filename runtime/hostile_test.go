package runtime_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// TestHostileThrows has scripts throw what runs code, or panics, when it is looked at.
func TestHostileThrows(t *testing.T) {
	const revoked = `const { proxy, revoke } = Proxy.revocable(function () {}, {}); revoke(); `
	for _, c := range []struct{ name, source, message string }{
		{"a revoked proxy", revoked + `throw proxy`, "#<Object>"},
		{"a revoked proxy in a timer", revoked + `setTimeout(() => { throw proxy })`, "#<Object>"},
		{"a revoked proxy as a reason", revoked + `Promise.reject(proxy)`, "#<Object>"},
		{"a revoked proxy from a getter", revoked + `structuredClone({ get a() { throw proxy } })`, "#<Object>"},
		{"a proxy with traps", `throw new Proxy({}, { getPrototypeOf() { process.exit(3) }, get() { process.exit(3) } })`, "#<Object>"},
		{"an error under a proxy", `throw Object.setPrototypeOf(new Error('x'), new Proxy({}, { get() { for (;;); } }))`, "Error: x"},
		{"an accessor for the name", `throw Object.defineProperty(new Error('x'), 'name', { get() { for (;;); } })`, "Error: x"},
		{"an accessor for the stack", `throw Object.defineProperty(new Error('x'), 'stack', { get() { process.exit(3) } })`, "Error: x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt, err := runtime.New(runtime.WithNode(nil, nil), runtime.WithStdout(io.Discard), runtime.WithStderr(io.Discard))
			require.NoError(t, err)
			defer rt.Close()
			err = rt.Run(t.Context(), "hostile.js", c.source)
			uncaught, ok := err.(*runtime.UncaughtError)
			require.True(t, ok, "%T %v", err, err)
			assert.Equal(t, c.message, uncaught.Message)
			var exit *runtime.ExitError
			assert.False(t, errors.As(err, &exit), "looking for an error in it ran code of the script")
		})
	}
}

func TestStackOverflowShowsTheInnermostCalls(t *testing.T) {
	rt, err := runtime.New()
	require.NoError(t, err)
	defer rt.Close()
	err = rt.Run(t.Context(), "deep.js", "setTimeout(function f() {\n  f() })")
	uncaught, ok := err.(*runtime.UncaughtError)
	require.True(t, ok, "%T %v", err, err)
	assert.Equal(t, "Uncaught RangeError: Maximum call stack size exceeded"+strings.Repeat("\n    at f (deep.js:2:4)", 10), uncaught.Stack)
	assert.Equal(t, "deep.js:2:4", strings.TrimSuffix(strings.SplitAfter(uncaught.Error(), " (")[1], ")"))
}

// TestExitWhileHandleEventIsLookedUp: the getter runs in a task, with no call of the script around it.
func TestExitWhileHandleEventIsLookedUp(t *testing.T) {
	rt, err := runtime.New(runtime.WithNode(nil, nil))
	require.NoError(t, err)
	defer rt.Close()
	err = rt.Run(t.Context(), "exit.js", `
		const { port1, port2 } = new MessageChannel();
		port1.addEventListener('message', { get handleEvent() { process.exit(3) } });
		port1.addEventListener('message', () => { throw new Error('not reached') });
		port1.start();
		port2.postMessage(1);`)
	var exit *runtime.ExitError
	require.ErrorAs(t, err, &exit)
	assert.Equal(t, 3, exit.Code)
}
