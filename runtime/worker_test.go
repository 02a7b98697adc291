package runtime_test

import (
	"context"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestGoStartsWorkers(t *testing.T) {
	h := newHost(t, scripts{"job.js": `onmessage = e => { if (e.data === 'throw') throw new Error('mine'); if (e.data === 'close') close(); postMessage(name + e.data) }`}.option())
	w, err := h.NewWorker("job.js", runtime.WorkerOptions{Name: "job "})
	require.NoError(t, err)
	require.NoError(t, w.Port.Post(1))
	m, err := w.Port.Receive(bg)
	require.NoError(t, err)
	assert.Equal(t, "job 1", m.Data)
	require.NoError(t, w.Port.Post("close"))
	m, err = w.Port.Receive(bg)
	require.NoError(t, err)
	assert.Equal(t, "job close", m.Data)
	require.NoError(t, w.Wait(bg))
	_, err = w.Port.Receive(bg)
	assert.ErrorIs(t, err, runtime.ErrPortClosed)

	w, err = h.NewWorker("job.js", runtime.WorkerOptions{})
	require.NoError(t, err)
	require.NoError(t, w.Port.Post("throw"))
	var uncaught *runtime.UncaughtError
	require.ErrorAs(t, w.Wait(bg), &uncaught)
	assert.Equal(t, "Error: mine", uncaught.Message)
	require.ErrorAs(t, w.Wait(bg), &uncaught, "again")

	w, err = h.NewWorker("missing.js", runtime.WorkerOptions{})
	require.NoError(t, err)
	assert.ErrorContains(t, w.Wait(bg), "runtime: the worker file:///missing.js: open missing.js: file does not exist")
	w.Port.Close()

	w, err = h.NewWorker("job.js", runtime.WorkerOptions{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancelCause(bg)
	cancel(io.EOF)
	assert.ErrorIs(t, w.Wait(ctx), io.EOF)
	w.Terminate()
	require.NoError(t, w.Wait(bg))

	_, err = h.NewWorker("http://", runtime.WorkerOptions{})
	assert.ErrorContains(t, err, "runtime: the URL of the worker: ")
	_, err = newHost(t).NewWorker("data:,", runtime.WorkerOptions{})
	assert.ErrorContains(t, err, "SecurityError")
	require.NoError(t, h.Close())
	_, err = h.NewWorker("job.js", runtime.WorkerOptions{})
	assert.ErrorIs(t, err, runtime.ErrClosed)
	_, err = h.New()
	assert.ErrorIs(t, err, runtime.ErrClosed)
}

// A worker of Runtime.NewWorker ends with its runtime.
func TestWorkerOfARuntimeEndsWithIt(t *testing.T) {
	rt, err := runtime.New(scripts{"job.js": `postMessage(1); for (;;);`}.option())
	require.NoError(t, err)
	w, err := rt.NewWorker("job.js", runtime.WorkerOptions{})
	require.NoError(t, err)
	_, err = w.Port.Receive(bg)
	require.NoError(t, err)
	require.NoError(t, rt.Close())
	require.NoError(t, w.Wait(bg))
	w.Port.Close()
	_, err = rt.NewWorker("job.js", runtime.WorkerOptions{})
	assert.ErrorIs(t, err, runtime.ErrClosed)
}
