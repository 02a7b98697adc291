package docs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// A row is a line of a Markdown table.
type row struct{ cells []string }

var backticks = regexp.MustCompile("`([^`]+)`")

// names returns the texts between backticks in a cell.
func (r row) names(cell int) []string {
	var names []string
	for _, m := range backticks.FindAllStringSubmatch(r.cells[cell], -1) {
		names = append(names, m[1])
	}
	return names
}

// tableOf returns the rows of the last table below a heading of a page, without the table's head.
func tableOf(t *testing.T, page, heading string) []row {
	t.Helper()
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	_, section, ok := strings.Cut(string(text), "\n"+heading+"\n")
	require.True(t, ok, "%s has no heading %q", page, heading)
	level := heading[:strings.Index(heading, " ")+1]
	section, _, _ = strings.Cut(section, "\n"+level)
	var rows []row
	for line := range strings.Lines(section) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			continue
		}
		if strings.HasPrefix(line, "|---") {
			rows = nil // what came before is the head
			continue
		}
		var r row
		for _, cell := range strings.Split(strings.Trim(line, "|"), " | ") {
			r.cells = append(r.cells, strings.TrimSpace(cell))
		}
		rows = append(rows, r)
	}
	require.NotEmpty(t, rows, "%s has no table below %q", page, heading)
	return rows
}

const readme = "../README.md"

// globalScopes are scopes by how the README names them. Each runs a script that calls print.
var globalScopes = []struct {
	name    string
	options []runtime.Option
	wrapper string // the script that runs the one that is meant
	rows    []string
}{
	{"a program", nil, "SOURCE", []string{"Only outside workers"}},
	{"the command", []runtime.Option{runtime.WithNode(nil, nil)}, "SOURCE",
		[]string{"Only outside workers", "Only with `runtime.WithNode`, as in the command"}},
	{"a window", []runtime.Option{runtime.WithWindow("https://example.org/")}, "SOURCE",
		[]string{"Only outside workers", "Only with `runtime.WithWindow`"}},
	{"a dedicated worker", nil, "new Worker('job.js')", []string{"Only in workers", "Only in dedicated workers"}},
	{"a shared worker", nil, "new SharedWorker('job.js')", []string{"Only in workers", "Only in shared workers"}},
}

// printed returns what a script prints in a global scope.
func printed(t *testing.T, options []runtime.Option, wrapper, source string) string {
	t.Helper()
	var out bytes.Buffer
	options = append(slices.Clone(options), runtime.WithStdout(&out), runtime.WithStderr(&out),
		runtime.WithScripts(runtime.FS(fstest.MapFS{"job.js": {Data: []byte(source)}})))
	rt, err := runtime.New(options...)
	require.NoError(t, err)
	defer rt.Close()
	require.NoError(t, rt.Run(context.Background(), "readme.js", strings.ReplaceAll(wrapper, "SOURCE", source)))
	return out.String()
}

// has is a function in JavaScript. It reports whether a path such as AbortSignal.any leads somewhere.
const has = `
	const has = path => {
		let o = globalThis;
		for (const name of path.split('.')) {
			if (o === undefined || o === null || !(name in Object(o))) return false;
			try { o = o[name] } catch { return true } // an accessor that needs an instance
		}
		return true;
	};`

// The names of the table "What is there" exist in the scopes that the rows name. Names in parentheses
// are members of the name before. All globals that gojs adds are in the table.
func TestGlobalsOfREADME(t *testing.T) {
	inParentheses := regexp.MustCompile("`([^`]+)` \\(([^)]*)\\)")
	everywhere, only := []string{}, map[string][]string{} // only: by the row's label
	members := map[string]string{}
	for _, r := range tableOf(t, readme, "## What is there") {
		label, cell := r.cells[0], r.cells[1]
		for _, m := range inParentheses.FindAllStringSubmatch(cell, -1) {
			for _, member := range backticks.FindAllStringSubmatch(m[2], -1) {
				members[m[1]+"."+member[1]] = m[1] + ".prototype." + member[1]
			}
		}
		names := row{[]string{inParentheses.ReplaceAllString(cell, "`$1`")}}.names(0)
		if strings.HasPrefix(label, "Only ") {
			only[label] = names
			continue
		}
		everywhere = append(everywhere, names...)
	}
	engine := goja.New().GlobalObject().GetOwnPropertyNames()
	labels := map[string]bool{}
	for _, scope := range globalScopes {
		t.Run(scope.name, func(t *testing.T) {
			names := slices.Clone(everywhere)
			for _, label := range scope.rows {
				require.NotEmpty(t, only[label], "the table has no row %q", label)
				labels[label] = true
				names = append(names, only[label]...)
			}
			for _, name := range names {
				paths := []string{name}
				for member, other := range members {
					if strings.HasPrefix(member, name+".") {
						paths = append(paths, member+" "+other)
					}
				}
				for _, p := range paths {
					source := has + `console.log(` + quote(p) + `.split(' ').some(has))`
					assert.Equal(t, "true\n", printed(t, scope.options, scope.wrapper, source), p)
				}
			}
			if scope.name == "a window" {
				return // the row does not name all of its members
			}
			source := `console.log(Object.getOwnPropertyNames(globalThis).join(' '))`
			for _, name := range strings.Fields(printed(t, scope.options, scope.wrapper, source)) {
				if !slices.Contains(engine, name) {
					assert.Contains(t, names, name, "the table does not have this global")
				}
			}
		})
	}
	for label := range only {
		assert.True(t, labels[label], "no scope is tested for the row %q", label)
	}
}

// The names of the table "What is not there" do not exist in any scope, and the syntax is an error.
func TestAbsentGlobalsOfREADME(t *testing.T) {
	for _, r := range tableOf(t, readme, "## What is not there") {
		if r.cells[0] == "Syntax that goja lacks" {
			for _, snippet := range r.names(1) {
				rt, err := runtime.New()
				require.NoError(t, err)
				err = rt.Run(context.Background(), "syntax.js", snippet)
				assert.ErrorContains(t, err, "SyntaxError", snippet)
				rt.Close()
			}
			continue
		}
		for _, name := range r.names(1) {
			for _, scope := range globalScopes {
				assert.Equal(t, "false\n", printed(t, scope.options, scope.wrapper, has+`console.log(has(`+quote(name)+`))`),
					"%s in %s", name, scope.name)
			}
		}
	}
}

func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// The platforms of the table are those of .ci/run.
func TestPlatformsOfREADME(t *testing.T) {
	ci := must(os.ReadFile("../.ci/run"))
	loop := regexp.MustCompile(`(?s)for platform in ([^;]*); do(.*?)\ndone`).FindSubmatch(ci)
	require.NotNil(t, loop)
	require.Contains(t, string(loop[2]), "go vet ./...")
	require.Contains(t, string(loop[2]), "go build ./...")
	tested := []string{"linux/amd64"} // where CI runs
	for _, m := range regexp.MustCompile(`GOARCH=(\w+) go test`).FindAllSubmatch(ci, -1) {
		tested = append(tested, "linux/"+string(m[1]))
	}

	var built, claimed []string
	for _, r := range tableOf(t, readme, "## Support") {
		if strings.Contains(r.cells[1], "vets and builds") {
			built = append(built, r.names(0)...)
		}
		if strings.Contains(r.cells[1], "tests") {
			claimed = append(claimed, r.names(0)...)
		}
	}
	assert.ElementsMatch(t, strings.Fields(string(loop[1])), built)
	assert.ElementsMatch(t, tested, claimed)
}

// The modules of the table are those that go.mod requires directly, and its tools. The README names
// the version of Go that go.mod does.
func TestDependenciesOfREADME(t *testing.T) {
	out, err := exec.Command("go", "mod", "edit", "-json").Output()
	require.NoError(t, err)
	var mod struct {
		Go      string
		Require []struct {
			Path     string
			Indirect bool
		}
		Tool []struct{ Path string }
	}
	require.NoError(t, json.Unmarshal(out, &mod))
	var want, got []string
	for _, r := range mod.Require {
		if !r.Indirect {
			want = append(want, r.Path)
		}
	}
	for _, tool := range mod.Tool {
		want = append(want, tool.Path)
	}
	for _, r := range tableOf(t, readme, "## Dependencies") {
		got = append(got, r.names(0)...)
	}
	assert.ElementsMatch(t, want, got)

	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	version := strings.TrimSuffix(mod.Go, ".0")
	for _, m := range regexp.MustCompile(`\b1\.\d+ (?:or|and) newer`).FindAllString(string(text), -1) {
		assert.Contains(t, m, version)
	}
}

// Commands that fetch or install gojs, and links to its documentation, name packages of this module.
func TestImportPathsInDocuments(t *testing.T) {
	const module = "github.com/gojs-runtime/gojs"
	pattern := regexp.MustCompile(`(?:go get |go install |pkg\.go\.dev/)` + module + `([\w/]*)`)
	found := 0
	for _, page := range documents(t) {
		text, err := os.ReadFile(page)
		require.NoError(t, err)
		for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
			found++
			assert.DirExists(t, filepath.Join("..", m[1]), page)
		}
	}
	assert.Positive(t, found)
	mod, err := os.ReadFile(filepath.Join("..", "go.mod"))
	require.NoError(t, err)
	assert.Contains(t, string(mod), "module "+module+"\n")
}
