package webidl

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// All intrinsics are the built-in objects of the engine, whatever scripts put in their place.
func TestIntrinsicsAreTheEngines(t *testing.T) {
	assert.Empty(t, IntrinsicsNeeded.Late())
}
