// Command mutants tests this module with copies of goja that internal/engine does not know: each
// has one edit, or is an old version. The tests must pass all the same, on the safe implementation,
// and `gojs version` must name the assumption that does not hold. The copies are in a temporary
// folder, and so is the go.mod that leads to them.
//
//	go run ./internal/engine/mutants            every mutant, all packages
//	go run ./internal/engine/mutants -short     two mutants, the packages next to the engine
//	go run ./internal/engine/mutants elemSize   one mutant (after -short, too)
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const goja = "github.com/dop251/goja"

// oldestGoja is the oldest version that our code compiles and passes its tests with. (go.mod could
// name versions from 2025-03 on, which is what goja_nodejs requires; they lose characters of long
// strings that are not ASCII.)
const oldestGoja = "v0.0.0-20260216154549-8b74ce4618c5"

// mutant is one edit of goja, or a version.
type mutant struct {
	name   string
	edits  []edit
	file   string // appended to object.go
	oldest bool   // no edit, but oldestGoja
	short  bool
	reason string // what `gojs version` has to say
}

// edit replaces every match in all files of the package. There must be one.
type edit struct{ pattern, by string }

var mutants = []mutant{
	{
		name:   "baseObject",
		edits:  []edit{{`(?m)^(type baseObject struct \{\n(?:.*\n)*?)\}`, "$1\tmutant int\n}"}},
		short:  true,
		reason: "baseObject has ",
	},
	{
		name:   "vm",
		edits:  []edit{{`(?m)^type vm struct \{\n`, "type vm struct {\n\tmutant int\n"}},
		short:  true,
		reason: "vm has no field r at 0",
	},
	{
		name:   "elemSize",
		edits:  []edit{{`\belemSize\b`, "elementSize"}},
		reason: "field 5 of typedArrayObject is elementSize",
	},
	{
		name:   "dateObject",
		edits:  []edit{{`\bdateObject\b`, "datumObject"}},
		reason: "goja makes datumObject of new Date(0), not dateObject",
	},
	{
		name:   "objectImpl",
		edits:  []edit{{`(?m)^type objectImpl interface \{\n`, "type objectImpl interface {\n\tmutant()\n"}},
		file:   "\nfunc (*baseObject) mutant() {}\nfunc (*baseDynamicObject) mutant() {}\nfunc (*destructKeyedSource) mutant() {}\n",
		reason: "the interface of objects has 52 methods",
	},
	{
		name:   "oldest",
		oldest: true,
		reason: "Object has ",
	},
}

func main() {
	short := flag.Bool("short", false, "two mutants, the packages next to the engine")
	flag.Parse()
	if err := run(*short, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

func run(short bool, names []string) error {
	root, err := output(nil, "go", "list", "-m", "-f", "{{.Dir}}")
	if err != nil {
		return err
	}
	if err := os.Chdir(root); err != nil {
		return err
	}
	temporary, err := os.MkdirTemp("", "gojs-mutants")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temporary)
	packages := []string{"./..."}
	if short {
		packages = []string{"-short", "./internal/engine", "./clone", "./runtime"}
	}
	failed := 0
	for _, m := range mutants {
		if len(names) > 0 && !slices.Contains(names, m.name) || len(names) == 0 && short && !m.short {
			continue
		}
		fmt.Printf("== goja with another %s\n", m.name)
		if err := m.test(filepath.Join(temporary, m.name), packages); err != nil {
			fmt.Printf("FAIL: %v\n", err)
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of the copies of goja failed", failed)
	}
	return nil
}

// test tests the module in the working directory with a mutant that it makes in a folder.
func (m *mutant) test(folder string, packages []string) error {
	replacement, err := m.make(folder)
	if err != nil {
		return err
	}
	modfile := filepath.Join(folder, "go.mod")
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o666); err != nil {
			return err
		}
	}
	if _, err := output(nil, "go", "mod", "edit", "-replace", goja+"="+replacement, modfile); err != nil {
		return err
	}
	// In the environment, so that the commands that tests run have it too.
	env := append(os.Environ(), "GOFLAGS="+os.Getenv("GOFLAGS")+" -mod=mod -modfile="+modfile)
	version, err := output(env, "go", "run", "./cmd/gojs", "version")
	if err != nil {
		return err
	}
	if want := "engine safe: " + m.reason; !strings.Contains(version, want) {
		return fmt.Errorf("gojs version says\n%s\nwithout %q", version, want)
	}
	fmt.Println(regexp.MustCompile(`(?m)^engine .*$`).FindString(version))
	test := exec.Command("go", append([]string{"test"}, packages...)...)
	test.Env, test.Stdout, test.Stderr = env, os.Stdout, os.Stderr
	return test.Run()
}

// make makes the mutant in a folder, and returns what to replace goja by.
func (m *mutant) make(folder string) (string, error) {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return "", err
	}
	if m.oldest {
		return goja + "@" + oldestGoja, nil
	}
	source, err := output(nil, "go", "list", "-m", "-f", "{{.Dir}}", goja)
	if err != nil {
		return "", err
	}
	applied := make([]bool, len(m.edits))
	copied := filepath.Join(folder, "goja")
	err = filepath.WalkDir(source, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(source, path)
		if err != nil {
			return err
		}
		target := filepath.Join(copied, relative)
		switch {
		case entry.IsDir() && entry.Name() == "testdata":
			return filepath.SkipDir
		case entry.IsDir():
			return os.MkdirAll(target, 0o777)
		case strings.HasSuffix(path, "_test.go"), !strings.HasSuffix(path, ".go") && !strings.HasPrefix(entry.Name(), "go."):
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if filepath.Dir(relative) == "." && strings.HasSuffix(relative, ".go") {
			for i, e := range m.edits {
				edited := regexp.MustCompile(e.pattern).ReplaceAll(data, []byte(e.by))
				applied[i] = applied[i] || !bytes.Equal(edited, data)
				data = edited
			}
			if relative == "object.go" {
				data = append(data, m.file...)
			}
		}
		return os.WriteFile(target, data, 0o666)
	})
	if err != nil {
		return "", err
	}
	for i, ok := range applied {
		if !ok {
			return "", fmt.Errorf("nothing in goja matches %s", m.edits[i].pattern)
		}
	}
	return copied, nil
}

// output runs a command and returns what it writes to its standard output.
func output(env []string, name string, args ...string) (string, error) {
	var stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Env, cmd.Stderr = env, &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, stderr.Bytes())
	}
	return strings.TrimSpace(string(out)), nil
}
