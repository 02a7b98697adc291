package runtime_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// When a worker panics, it ends, the hook is called, and the program goes on.
func TestWorkerPanics(t *testing.T) {
	type panicked struct {
		p     any
		stack string
	}
	told := make(chan panicked, 1)
	var out bytes.Buffer
	rt, err := runtime.New(
		runtime.WithStdout(&out),
		runtime.WithScripts(runtime.FS(fstest.MapFS{"bad.js": {Data: []byte("crash()")}, "good.js": {Data: []byte("postMessage('still here')")}})),
		runtime.WithWorkerSetup(func(worker *runtime.Runtime) error {
			return worker.VM().Set("crash", func() { panic("a bug") })
		}),
		runtime.WithWorkerPanicked(func(p any, stack []byte) { told <- panicked{p, string(stack)} }),
	)
	require.NoError(t, err)
	defer rt.Close()
	require.NoError(t, rt.Run(t.Context(), "main.js", `
		new Worker('bad.js');
		new Worker('good.js').onmessage = (e) => console.log(e.data);`))
	one := <-told
	assert.Equal(t, "a bug", one.p)
	assert.Contains(t, one.stack, "thread_test.go")
	assert.Equal(t, "still here\n", out.String())
}
