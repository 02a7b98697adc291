//go:build gc && !gojs_safe

package engine

import (
	"os"
	"regexp"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// With a known goja the start does not run the whole verification, so the test does.
func TestVerify(t *testing.T) {
	if !fast {
		t.Skip(failure)
	}
	assert.NoError(t, attempt(verify))
}

// If this fails after a change of go.mod: run the tests and `make mutants`, then put the version
// and sum of go.sum into knownGoja. Without that programs start 0.7 ms later.
func TestKnownGoja(t *testing.T) {
	sums, err := os.ReadFile("../../go.sum")
	require.NoError(t, err)
	line := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(gojaPath) + ` (v\S+ h1:\S+)$`).FindSubmatch(sums)
	require.NotNil(t, line)
	assert.Equal(t, string(line[1]), knownGoja)
}

// If this fails with a new release of Go: run the tests with it, then put it into knownGo.
func TestKnownGo(t *testing.T) {
	assert.True(t, isKnownGo(runtime.Version()), runtime.Version())
	assert.True(t, isKnownGo("go1.26"))
	assert.True(t, isKnownGo("go1.26rc1"))
	assert.False(t, isKnownGo("go1.260.1"))
	assert.False(t, isKnownGo("devel go1.28-abcdef"))
}

func BenchmarkVerify(b *testing.B) {
	for b.Loop() {
		if err := verify(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		if !isKnownGo(runtime.Version()) {
			b.Fatal(runtime.Version())
		}
		isKnown()
		if err := start(); err != nil {
			b.Fatal(err)
		}
	}
}
