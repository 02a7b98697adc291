package engine_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gojs-runtime/gojs/internal/engine"
)

func TestMode(t *testing.T) {
	fast, reason := engine.Mode()
	assert.Equal(t, fast, engine.Fast())
	assert.Equal(t, fast, reason == "")
	t.Log(engine.Mode())
}
