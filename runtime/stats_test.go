package runtime_test

import (
	"bytes"
	"runtime/pprof"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestStats(t *testing.T) {
	h := newHost(t, scripts{"job.js": `onmessage = e => { postMessage(e.data); if (e.data === 2) { const b = new BroadcastChannel('x'); b.postMessage(e.data) } }`}.option())
	rt, _ := newIn(t, h)
	require.NoError(t, rt.Run(bg, "main.js", `
		const w = new Worker('job.js', { name: 'job' });
		w.onmessage = e => { if (e.data < 2) w.postMessage(e.data + 1) };
		w.postMessage(1);
		setTimeout(() => {}, 1)`))
	main := rt.Stats()
	assert.Equal(t, "main", main.Name)
	assert.EqualValues(t, 2, main.MessagesPosted)
	assert.Positive(t, main.BytesPosted)
	assert.Equal(t, 0, main.QueueLength)
	assert.EqualValues(t, 4, main.TasksRun) // the script, two messages, the timer
	byName := map[string]runtime.Stats{}
	for _, s := range h.Stats() {
		byName[s.Name] = s
	}
	assert.Equal(t, main, byName["main"])
	assert.EqualValues(t, 3, byName["job"].MessagesPosted)
	assert.EqualValues(t, 3, byName["job"].TasksRun)
	assert.Len(t, byName, 2)
	assert.Same(t, h, rt.Host())

	rt.Post(nil)
	rt.Post(nil)
	assert.Equal(t, 2, rt.Stats().QueueLength)
	require.NoError(t, rt.Close())
	assert.Equal(t, 0, rt.Stats().QueueLength)
	assert.Empty(t, h.Stats())
}

// Each goroutine's label in profiles names its runtime.
func TestLabels(t *testing.T) {
	h := newHost(t, scripts{"job.js": `postMessage('here'); for (;;);`}.option())
	rt, _ := newIn(t, h)
	var goroutines bytes.Buffer
	require.NoError(t, rt.VM().Set("profile", func() { assert.NoError(t, pprof.Lookup("goroutine").WriteTo(&goroutines, 1)) }))
	require.NoError(t, rt.Run(bg, "main.js", `
		const w = new Worker('job.js', { name: 'the job' });
		w.onmessage = () => { profile(); w.terminate() }`))
	assert.Contains(t, goroutines.String(), `"gojs":"main"`)
	assert.Contains(t, goroutines.String(), `"gojs":"the job"`)
}
