package webidl

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Whatever a script does to the built-in objects that are needed here, they are those of the engine.
func TestIntrinsicsAreTheEngines(t *testing.T) {
	assert.Empty(t, IntrinsicsNeeded.Late())
}
