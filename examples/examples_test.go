// Package examples_test runs the scripts of this folder.
package examples_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("*.js")
	require.NoError(t, err)
	expected, err := filepath.Glob("testdata/*.out")
	require.NoError(t, err)
	require.Len(t, expected, len(scripts), "testdata has what each script prints, and nothing else")
	for _, script := range scripts {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(filepath.Join("testdata", strings.TrimSuffix(script, ".js")+".out"))
			require.NoError(t, err)
			var out bytes.Buffer
			rt, err := runtime.New(runtime.WithNode([]string{script}, nil), runtime.WithStdout(&out), runtime.WithStderr(&out),
				runtime.WithScripts(runtime.FS(os.DirFS("."))))
			require.NoError(t, err)
			defer rt.Close()
			require.NoError(t, rt.RunFile(t.Context(), script))
			assert.Equal(t, string(want), out.String())
		})
	}
}
