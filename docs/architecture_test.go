package docs_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// importsOf returns the packages of the repository that each of its packages imports. Programs in
// examples, folders that have only tests, and packages for tests (whose names end so) are left out.
func importsOf(t *testing.T, tags string) map[string][]string {
	t.Helper()
	const module = "github.com/gojs-runtime/gojs/"
	cmd := exec.Command("go", "list", "-tags="+tags, "-f", `{{if .GoFiles}}{{.ImportPath}} {{join .Imports " "}}{{end}}`, "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	require.NoError(t, err)
	imports := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		paths := strings.Fields(line)
		name := strings.TrimPrefix(paths[0], module)
		if strings.HasPrefix(name, "examples/") || strings.HasSuffix(name, "test") {
			continue
		}
		imports[name] = nil
		for _, path := range paths[1:] {
			if imported, ours := strings.CutPrefix(path, module); ours {
				imports[name] = append(imports[name], imported)
			}
		}
	}
	return imports
}

// A package imports only packages of lower floors of the table in architecture.md.
func TestFloors(t *testing.T) {
	floors := map[string]int{}
	for _, r := range tableOf(t, "architecture.md", "## Floors") {
		floor, err := strconv.Atoi(r.cells[0])
		require.NoError(t, err)
		for _, name := range r.names(1) {
			assert.NotContains(t, floors, name)
			floors[name] = floor
		}
	}
	for _, tags := range []string{"", "gojs_safe"} {
		imports := importsOf(t, tags)
		for name, imported := range imports {
			assert.Contains(t, floors, name, "the table does not have this package")
			for _, other := range imported {
				assert.Less(t, floors[other], floors[name], "%s imports %s", name, other)
			}
		}
		for name := range floors {
			assert.Contains(t, imports, name, "the table has this package")
		}
	}
}

// The arrows of the first drawing in architecture.md are the imports, without those that follow from
// other arrows.
func TestDrawingOfImports(t *testing.T) {
	page, err := os.ReadFile("architecture.md")
	require.NoError(t, err)
	_, drawing, _ := strings.Cut(string(page), "```mermaid\nflowchart TD\n")
	drawing, _, _ = strings.Cut(drawing, "```")
	var got, want []string
	for _, arrow := range regexp.MustCompile(`(?m)^ +(\S+ --> \S+)$`).FindAllStringSubmatch(drawing, -1) {
		got = append(got, arrow[1])
	}

	imports := importsOf(t, "")
	var reaches func(from, to string) bool
	reaches = func(from, to string) bool {
		return from == to || slices.ContainsFunc(imports[from], func(next string) bool { return reaches(next, to) })
	}
	for name, imported := range imports {
		for _, other := range imported {
			follows := slices.ContainsFunc(imported, func(next string) bool { return next != other && reaches(next, other) })
			if !follows {
				want = append(want, name+" --> "+other)
			}
		}
	}
	assert.ElementsMatch(t, want, got)
}
