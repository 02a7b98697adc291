//go:build gc && !gojs_safe && go1.24 && !go1.27

package gomap

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A release of Go with maps of another layout makes this test fail; programs go on without.
func TestLayout(t *testing.T) {
	assert.NoError(t, layoutError)
	assert.True(t, Enabled())
}
