// Package docs_test runs the code and the commands that the documents show.
package docs_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// documents returns the pages whose code blocks are run.
func documents(t *testing.T) []string {
	t.Helper()
	pages, err := filepath.Glob("*.md")
	require.NoError(t, err)
	return append(pages, "../README.md", "../CHANGELOG.md", "../CONTRIBUTING.md")
}

// A block is a fenced block of code.
type block struct{ language, text string }

var fence = regexp.MustCompile("(?ms)^([ ]*)```(\\w*)\n(.*?)^[ ]*```$")

// blocks returns the blocks of a page, without the indentation of the list that they may be in.
func blocks(t *testing.T, page string) []block {
	t.Helper()
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	var all []block
	for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
		lines := strings.SplitAfter(m[3], "\n")
		for i, line := range lines {
			lines[i] = strings.TrimPrefix(line, m[1])
		}
		all = append(all, block{m[2], strings.Join(lines, "")})
	}
	return all
}

// Each js block runs. If a text block follows, the script must print exactly that text.
func TestScriptsInDocuments(t *testing.T) {
	for _, page := range documents(t) {
		blocks := blocks(t, page)
		for i, b := range blocks {
			if b.language != "js" {
				continue
			}
			t.Run(filepath.Base(page), func(t *testing.T) {
				var out bytes.Buffer
				rt, err := runtime.New(runtime.WithStdout(&out), runtime.WithStderr(&out),
					runtime.WithScripts(runtime.FS(os.DirFS("../examples"))))
				require.NoError(t, err)
				defer rt.Close()
				require.NoError(t, rt.Run(context.Background(), page, b.text))
				if i+1 < len(blocks) && blocks[i+1].language == "text" {
					assert.Equal(t, blocks[i+1].text, out.String())
				}
			})
		}
	}
}

// Each go block occurs, line by line, in a program below examples, which has a test of its own.
func TestProgramsInDocuments(t *testing.T) {
	var programs []string
	err := filepath.WalkDir("../examples", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		source, err := os.ReadFile(path)
		programs = append(programs, unindent(string(source)))
		return err
	})
	require.NoError(t, err)
	for _, page := range documents(t) {
		for _, b := range blocks(t, page) {
			if b.language != "go" {
				continue
			}
			found := false
			for _, p := range programs {
				found = found || strings.Contains(p, unindent(b.text))
			}
			assert.True(t, found, "%s: no program below examples has this block:\n%s", page, b.text)
		}
	}
}

// unindent removes the white space at the beginning of each line.
func unindent(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(lines, "\n")
}

// Each link to a file of the repository leads to an existing file, and to an existing heading.
func TestLinksInDocuments(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]*)(?:#([^)]*))?\)`)
	for _, page := range documents(t) {
		text, err := os.ReadFile(page)
		require.NoError(t, err)
		for _, l := range link.FindAllStringSubmatch(string(text), -1) {
			target := page
			if l[1] != "" {
				target = filepath.Join(filepath.Dir(page), l[1])
			}
			_, err := os.Stat(target)
			if assert.NoError(t, err, page) && l[2] != "" {
				assert.Contains(t, anchors(t, target), l[2], page)
			}
		}
	}
}

// anchors returns the anchors that a forge makes of a page's headings.
func anchors(t *testing.T, page string) []string {
	t.Helper()
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	var all []string
	for _, h := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(string(text), -1) {
		heading := regexp.MustCompile(`[^\w\- ]`).ReplaceAllString(strings.ToLower(h[1]), "")
		all = append(all, strings.ReplaceAll(heading, " ", "-"))
	}
	return all
}
