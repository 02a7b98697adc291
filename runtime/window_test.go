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
