package runtime_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// TestCancelledScriptThatLeavesNothingToDo: the loop finds nothing left to run, and may do so before it hears that the
// context is done.
func TestCancelledScriptThatLeavesNothingToDo(t *testing.T) {
	enough := errors.New("enough")
	rt, err := runtime.New()
	require.NoError(t, err)
	defer rt.Close()
	cancellable := func() context.Context {
		ctx, cancel := context.WithCancelCause(t.Context())
		require.NoError(t, rt.VM().Set("cancel", func() { cancel(enough) }))
		return ctx
	}
	for range 100 {
		require.ErrorIs(t, rt.Run(cancellable(), "loop.js", "cancel(); for (;;);"), enough)

		ctx := cancellable()
		promise, err := rt.Eval(t.Context(), "new Promise(() => { setTimeout(() => { cancel(); for (;;); }) })")
		require.NoError(t, err)
		_, err = rt.Await(ctx, promise)
		require.ErrorIs(t, err, enough)
	}
}
