package engine_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/engine"
)

func TestMode(t *testing.T) {
	fast, reason := engine.Mode()
	assert.Equal(t, fast, engine.Fast())
	assert.Equal(t, fast, reason == "", reason)
}

// With the tag gojs_safe no package of this module imports unsafe.
func TestSafeBuildHasNoUnsafe(t *testing.T) {
	const module = "github.com/gojs-runtime/gojs"
	out, err := exec.Command("go", "list", "-tags", "gojs_safe", "-f", "{{.ImportPath}} {{.Imports}}", module+"/...").CombinedOutput()
	require.NoError(t, err, string(out))
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	require.Greater(t, len(lines), 10)
	for _, line := range lines {
		assert.NotRegexp(t, `[\[ ]unsafe[\] ]`, line)
	}
}
