package clone_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/clone"
)

// A string that occurs 17 times takes its memory once and is counted 17 times, which is more than an int.
func TestSizeDoesNotOverflow(t *testing.T) {
	text := strings.Repeat("x", 1<<27)
	record, err := clone.FromGo(slices.Repeat([]any{text}, 17))
	require.NoError(t, err)
	assert.Equal(t, math.MaxInt, record.Size())

	vm := goja.New()
	require.NoError(t, vm.Set("text", text))
	for _, source := range []string{
		`Object.fromEntries(Array.from({ length: 17 }, (_, i) => ['key' + i, text]))`, // 2^31 and some
		`Object.fromEntries(Array.from({ length: 33 }, (_, i) => ['key' + i, text]))`, // 2^32 and some
		`Array(17).fill(text)`,
		`new Map(Array.from({ length: 17 }, (_, i) => [i, text]))`,
	} {
		record, err := clone.Serialize(vm, run(t, vm, source), clone.Options{})
		require.NoError(t, err)
		assert.Equal(t, math.MaxInt, record.Size(), source)
		_, err = clone.Serialize(vm, run(t, vm, source), clone.Options{MaxBytes: 1 << 30})
		assert.Error(t, err, source)
	}
}
