package docs_test

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var elapsed = regexp.MustCompile(`\d+\.\d s\b`)

// Each console block has a command, run in the repository's root, its output, and its exit code if
// it is not 0.
func TestCommandsInDocuments(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "gojs.exe")
	out, err := exec.Command("go", "build", "-o", binary, "../cmd/gojs").CombinedOutput()
	require.NoError(t, err, "%s", out)
	for _, page := range documents(t) {
		for _, b := range blocks(t, page) {
			if b.language != "console" {
				continue
			}
			line, want, _ := strings.Cut(b.text, "\n")
			t.Run(line, func(t *testing.T) {
				args, ok := strings.CutPrefix(line, "$ gojs ")
				require.True(t, ok)
				cmd := exec.Command(binary, strings.Fields(args)...)
				cmd.Dir = ".."
				var got bytes.Buffer
				cmd.Stdout, cmd.Stderr = &got, &got
				var exit *exec.ExitError
				if err := cmd.Run(); errors.As(err, &exit) {
					fmt.Fprintf(&got, "[exit code %d]\n", exit.ExitCode())
				} else {
					require.NoError(t, err)
				}
				assert.Equal(t, elapsed.ReplaceAllString(want, "0.0 s"), elapsed.ReplaceAllString(got.String(), "0.0 s"))
			})
		}
	}
}
