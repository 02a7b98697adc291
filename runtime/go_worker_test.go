package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

func double(ctx context.Context, p *runtime.Port) error {
	for m := range p.Messages(ctx) {
		if m.Err != nil {
			return m.Err
		}
		n, ok := m.Data.(int64)
		if !ok {
			return fmt.Errorf("%v is no number", m.Data)
		}
		if err := p.Post(2 * n); err != nil {
			return err
		}
	}
	return nil
}

// A Go worker that waits for a message does not keep the program running. It answers everything that was sent before.
func TestWorkerInGo(t *testing.T) {
	h := newHost(t)
	h.Handle("double", double)
	rt, l := newIn(t, h)
	require.NoError(t, rt.Run(bg, "main.js", `
		const w = new Worker('go:double');
		w.onmessage = e => { log(e.data); if (e.data < 8) w.postMessage(e.data) };
		w.postMessage(1)`))
	assert.Equal(t, []string{"2", "4", "8"}, l.all())
}

func TestWorkerInGoFails(t *testing.T) {
	h := newHost(t)
	h.Handle("double", double)
	rt, l := newIn(t, h)
	require.NoError(t, rt.Run(bg, "main.js", `
		const w = new Worker('go:double', { name: 'd' });
		w.onmessage = e => log(e.data);
		w.onerror = e => { log(e.constructor.name + ' ' + e.message); e.preventDefault() };
		w.postMessage(1); w.postMessage('x'); w.postMessage(2);
		new Worker('go:nobody').onerror = e => log(e.message)`))
	assert.ElementsMatch(t, []string{"2", "ErrorEvent Uncaught Error: x is no number",
		`The script of the worker cannot be loaded: no worker written in Go has the name "nobody" (Host.Handle)`}, l.all())

	err := rt.Run(bg, "main.js", `new Worker('go:double', { name: 'd' }).postMessage('y')`)
	var uncaught *runtime.UncaughtError
	require.ErrorAs(t, err, &uncaught)
	assert.Equal(t, "[worker d] Uncaught Error: y is no number", uncaught.Error())
	assert.EqualError(t, errors.Unwrap(uncaught), "y is no number")
}

func TestWorkerInGoIsTerminated(t *testing.T) {
	h := newHost(t)
	ended := make(chan error, 1)
	h.Handle("waits", func(ctx context.Context, p *runtime.Port) error {
		if err := p.Post("here"); err != nil {
			return err
		}
		<-ctx.Done()
		_, err := p.Receive(context.Background())
		ended <- err
		return ctx.Err()
	})
	rt, l := newIn(t, h)
	require.NoError(t, rt.Run(bg, "main.js", `const w = new Worker('go:waits'); w.onmessage = e => { log(e.data); w.terminate() }`))
	assert.Equal(t, []string{"here"}, l.all())
	assert.ErrorIs(t, <-ended, runtime.ErrPortClosed)
}

// A pool of goroutines receives from one port. The program runs until none of them handles a message.
func TestWorkerInGoWithAPool(t *testing.T) {
	h := newHost(t)
	h.Handle("pool", func(ctx context.Context, p *runtime.Port) error {
		var pool sync.WaitGroup
		for range 4 {
			pool.Go(func() { assert.NoError(t, double(ctx, p)) })
		}
		pool.Wait()
		return nil
	})
	rt, l := newIn(t, h)
	require.NoError(t, rt.Run(bg, "main.js", `
		const w = new Worker('go:pool'); let n = 0, sum = 0;
		w.onmessage = e => { sum += e.data; if (++n === 1000) log(sum) };
		for (let i = 0; i < 1000; i++) w.postMessage(i)`))
	assert.Equal(t, []string{fmt.Sprint(999 * 1000)}, l.all())
}
