// Package enginetest is for tests that depend on how internal/engine works.
package enginetest

import (
	"testing"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// RequireFast skips a test of something that only the fast implementation of internal/engine does.
func RequireFast(t testing.TB) {
	t.Helper()
	if fast, reason := engine.Mode(); !fast {
		t.Skip("only for the fast implementation, not for safe: " + reason)
	}
}
