//go:build gc && !gojs_safe

package props

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A goja whose layout is another than the one that is mirrored here makes this test fail; programs go on without.
func TestLayout(t *testing.T) {
	assert.True(t, Enabled())
	assert.NoError(t, layoutError)
}

func BenchmarkCheckLayout(b *testing.B) {
	for b.Loop() {
		if err := checkLayout(); err != nil {
			b.Fatal(err)
		}
	}
}
