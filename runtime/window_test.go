package runtime_test

import (
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

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

// A message that was posted and will never be received closes the ports that it carries.
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

func TestWindowLimits(t *testing.T) {
	rt, err := runtime.New(runtime.WithWindow("https://example.org/"), runtime.WithLimits(runtime.Limits{QueuedMessages: 2, MessageBytes: 1000}))
	require.NoError(t, err)
	defer rt.Close()
	v, err := rt.Eval(t.Context(), `
		function attempt(...args) { try { postMessage(...args); return 'posted' } catch (e) { return e.name + ': ' + e.message } }
		const buffer = new ArrayBuffer(2);
		[attempt(1), attempt(2, 'https://elsewhere.example'), attempt(buffer, { transfer: [buffer] }), buffer.byteLength].join('\n')`)
	require.NoError(t, err)
	assert.Equal(t, "posted\nposted\n"+
		"QuotaExceededError: Failed to execute 'postMessage' on 'Window': 2 messages are waiting for this window already.\n2", v.String())
	require.NoError(t, rt.Wait(t.Context()))
	v, err = rt.Eval(t.Context(), `[attempt(1), attempt('x'.repeat(2000))].join('\n')`)
	require.NoError(t, err)
	assert.Equal(t, "posted\n"+
		"QuotaExceededError: Failed to execute 'postMessage' on 'Window': The message is larger than the limit of 1000 bytes.", v.String())
}
