package runtime_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// An interrupt ends the task that runs, and no task that is queued behind it begins: that one would never end.
func TestCancelBeginsNoOtherTask(t *testing.T) {
	for range 50 {
		rt, err := runtime.New()
		require.NoError(t, err)
		ctx, cancel := context.WithCancelCause(context.Background())
		enough := errors.New("enough")
		require.NoError(t, rt.VM().Set("cancel", func() { cancel(enough) }))
		err = rt.Run(ctx, "endless.js", `
			for (let i = 0; i < 3; i++) {
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = () => { cancel(); for (;;); };
				port2.postMessage(i);
			}`)
		assert.ErrorIs(t, err, enough)
		require.NoError(t, rt.Close())
	}
}
