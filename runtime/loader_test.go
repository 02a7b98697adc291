package runtime_test

import (
	"context"
	"errors"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// The program waits for a slow loader, whose context is done when the worker is terminated.
func TestLoaderOfWorkers(t *testing.T) {
	started, told := make(chan struct{}), make(chan error, 1)
	loader := runtime.LoaderFunc(func(ctx context.Context, u *url.URL) ([]byte, error) {
		switch u.Path {
		case "/dir/hangs.js":
			close(started)
			<-ctx.Done()
			told <- ctx.Err()
			return nil, ctx.Err()
		case "/dir/bytes.js":
			return []byte("\xEF\xBB\xBFpostMessage('\xff.')"), nil
		case "/dir/imports.js":
			return []byte("importScripts('hangs.js')"), nil
		}
		return nil, errors.New("the database is down")
	})
	for _, name := range []string{"hangs.js", "imports.js"} {
		started = make(chan struct{})
		rt, l := newRuntime(t, runtime.WithScripts(loader), runtime.WithLocation("https://example.org/dir/main.js"))
		require.NoError(t, rt.VM().Set("started", func() { <-started }))
		require.NoError(t, rt.Run(bg, "main.js", `const w = new Worker('`+name+`'); w.onerror = e => log(e.message); started(); w.terminate()`))
		assert.ErrorIs(t, <-told, context.Canceled)
		assert.Empty(t, l.all())
	}
	assert.Equal(t, []string{"\uFFFD."}, run(t, `new Worker('bytes.js').onmessage = e => log(e.data)`,
		runtime.WithScripts(loader), runtime.WithLocation("https://example.org/dir/main.js")))
	assert.Equal(t, []string{"The script of the worker cannot be loaded: the database is down"},
		run(t, `new Worker('other.js').onerror = e => log(e.message)`,
			runtime.WithScripts(loader), runtime.WithLocation("https://example.org/dir/main.js")))
}
