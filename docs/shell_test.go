package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/wpt/expect"
)

// The commands of sh blocks take too long, or download too much, to run here. But the packages, the
// targets of make and the benchmarks that they name exist.
func TestShellInDocuments(t *testing.T) {
	makefile := must(os.ReadFile("../Makefile"))
	for _, page := range documents(t) {
		for _, b := range blocks(t, page) {
			if b.language != "sh" {
				continue
			}
			for _, m := range regexp.MustCompile(`(?m)^make (\S+)`).FindAllStringSubmatch(b.text, -1) {
				assert.Contains(t, string(makefile), "\n"+m[1]+": ##", page)
			}
			for _, m := range regexp.MustCompile(`(?m)^go (?:run|test)(?: -\S+)* \./(\S+)`).FindAllStringSubmatch(b.text, -1) {
				assert.DirExists(t, filepath.Join("..", strings.TrimSuffix(m[1], "...")), page)
			}
			for _, m := range regexp.MustCompile(`\./(\S+) .*-bench '?([^ ']+)`).FindAllStringSubmatch(b.text, -1) {
				folder := filepath.Join("..", m[1])
				for name := range strings.SplitSeq(m[2], "|") {
					if program, ok := strings.CutPrefix(name, "/"); ok {
						assert.FileExists(t, filepath.Join(folder, program+".js"), page)
						continue
					}
					assert.True(t, inTests(t, folder, "func Benchmark"+name+"("), "%s: no benchmark %s in %s", page, name, folder)
				}
			}
		}
	}
}

// inTests reports whether the tests of a package have this text.
func inTests(t *testing.T, folder, text string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	require.NoError(t, err)
	for _, file := range files {
		if strings.Contains(string(must(os.ReadFile(file))), text) {
			return true
		}
	}
	return false
}

// CI runs the commands of the README's section "Try it".
func TestTryItOfREADME(t *testing.T) {
	ci := must(os.ReadFile("../.ci/run"))
	_, section, ok := strings.Cut(string(must(os.ReadFile(readme))), "\n## Try it\n")
	require.True(t, ok)
	_, commands, _ := strings.Cut(section, "```sh\n")
	commands, _, _ = strings.Cut(commands, "```")
	require.NotEmpty(t, commands)
	for command := range strings.Lines(commands) {
		assert.Contains(t, string(ci), strings.TrimSpace(command))
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// A json block is a file of expectations.
func TestExpectationsInDocuments(t *testing.T) {
	for _, page := range documents(t) {
		for _, b := range blocks(t, page) {
			if b.language != "json" {
				continue
			}
			file := filepath.Join(t.TempDir(), "expectations.json")
			require.NoError(t, os.WriteFile(file, []byte(b.text), 0o666))
			_, err := expect.Load(file)
			assert.NoError(t, err, page)
		}
	}
}

// A javascript block, unlike a js block, does not run here: it is part of a file below examples/tests.
// The line … stands for lines that are left out.
func TestPartsInDocuments(t *testing.T) {
	files, err := filepath.Glob("../examples/tests/*.js")
	require.NoError(t, err)
	var sources strings.Builder
	for _, file := range files {
		sources.Write(must(os.ReadFile(file)))
	}
	for _, page := range documents(t) {
		for _, b := range blocks(t, page) {
			if b.language != "javascript" {
				continue
			}
			for _, part := range regexp.MustCompile(`(?m)^ *…\n`).Split(b.text, -1) {
				assert.Contains(t, sources.String(), part, page)
			}
		}
	}
}
