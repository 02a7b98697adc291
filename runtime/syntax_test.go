package runtime_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// The engine's parser panics over this escape.
func TestLargestCodePoint(t *testing.T) {
	rt, err := runtime.New()
	require.NoError(t, err)
	defer rt.Close()
	for source, want := range map[string]any{
		`'\u{10FFFF}'.codePointAt(0)`:            int64(0x10FFFF),
		"`\\u{0010ffff}`.length":                 int64(2),
		`'\u{10FFFF}' + '\\u{10FFFF}'`:           "\U0010FFFF\\u{10FFFF}",
		`/^\u{10FFFF}$/u.test('\u{10FFFF}')`:     true,
		`({ '\u{10FFFF}': 1 })['\u{10FFFF}']`:    int64(1),
		`'\\\u{10FFFF}'.codePointAt(1) > 0xFFFF`: true,
	} {
		v, err := rt.Eval(context.Background(), source)
		require.NoError(t, err, source)
		assert.Equal(t, want, v.Export(), source)
	}
}
