package nodejs

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Scripts cannot change the built-in objects that are needed here.
func TestIntrinsicsAreTheEngines(t *testing.T) {
	assert.Empty(t, needed.Late())
}
