package runtime_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// The parts of a Blob can be larger together than an int.
func TestBlobsThatAreTooLarge(t *testing.T) {
	rt, err := runtime.New()
	require.NoError(t, err)
	defer rt.Close()
	v, err := rt.VM().RunString(`
		const part = new Blob([new Uint8Array(2 ** 26)]);
		[32, 80].map(n => {
			try { return new Blob(Array(n).fill(part)).size } catch (e) { return e.name }
		}).join()`)
	require.NoError(t, err)
	assert.Equal(t, "RangeError,RangeError", v.String())
}
