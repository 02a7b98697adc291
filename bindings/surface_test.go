package bindings_test

import (
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/gojs-runtime/gojs/"

// An embedder can name each type that the API of the public packages uses. One that is in internal/ needs an alias in a
// public package.
func TestPublicSurface(t *testing.T) {
	public := loadPackages(t, "runtime", "bindings", "clone", "port", "eventloop")
	s := &surface{names: map[*types.TypeName]string{}, seen: map[types.Type]bool{}}
	for _, p := range public {
		for _, name := range p.Scope().Names() {
			if o, ok := p.Scope().Lookup(name).(*types.TypeName); ok && o.Exported() {
				if named, ok := types.Unalias(o.Type()).(*types.Named); ok {
					s.names[named.Origin().Obj()] = strings.TrimPrefix(p.Path(), module) + "." + name
				}
			}
		}
	}
	for _, p := range public {
		for _, name := range p.Scope().Names() {
			if o := p.Scope().Lookup(name); o.Exported() {
				s.visit(strings.TrimPrefix(p.Path(), module)+"."+name, o.Type())
			}
		}
	}
	slices.Sort(s.violations)
	assert.Empty(t, s.violations)
}

// loadPackages reads packages of this module from the export data that the go command made of them.
func loadPackages(t *testing.T, names ...string) []*types.Package {
	args := []string{"list", "-export", "-f", "{{.ImportPath}}\t{{.Export}}"}
	for _, name := range names {
		args = append(args, module+name)
	}
	cmd := exec.Command("go", args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	files := map[string]string{} // by import path
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		files[path] = file
	}
	load := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) { return os.Open(files[path]) })
	packages := make([]*types.Package, len(names))
	for i, name := range names {
		packages[i], err = load.Import(module + name)
		require.NoError(t, err)
	}
	return packages
}

// surface walks over the API of the public packages.
type surface struct {
	names      map[*types.TypeName]string // as an embedder can write them
	seen       map[types.Type]bool
	violations []string
}

// visit looks at a type that the API uses at path, and at all types that it is made of.
func (s *surface) visit(path string, t types.Type) {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		for a := range t.TypeArgs().Types() {
			s.visit(path+"[]", a)
		}
		t = t.Origin()
		o := t.Obj()
		if o.Pkg() == nil || !strings.HasPrefix(o.Pkg().Path(), module) {
			return
		}
		name, ok := s.names[o]
		if !ok {
			s.violations = append(s.violations, fmt.Sprintf("%s needs %s", path, strings.TrimPrefix(o.Pkg().Path()+"."+o.Name(), module)))
			return
		}
		if s.seen[t] {
			return
		}
		s.seen[t] = true
		if o.Name() == "Option" { // a function that embedders get and pass on; none of them writes or calls one
			return
		}
		for p := range t.TypeParams().TypeParams() {
			s.visit(name+"[]", p.Constraint())
		}
		s.visit(name, t.Underlying())
		if types.IsInterface(t) {
			return
		}
		for m := range types.NewMethodSet(types.NewPointer(t)).Methods() {
			if m.Obj().Exported() {
				s.visit(name+"."+m.Obj().Name(), m.Type())
			}
		}
	case *types.Struct:
		for f := range t.Fields() {
			switch {
			case f.Exported():
				s.visit(path+"."+f.Name(), f.Type())
			case f.Embedded(): // its fields are promoted
				embedded := f.Type()
				if p, ok := types.Unalias(embedded).(*types.Pointer); ok {
					embedded = p.Elem()
				}
				if _, ok := embedded.Underlying().(*types.Struct); ok {
					s.visit(path, embedded.Underlying())
				}
			}
		}
	case *types.Interface:
		for m := range t.Methods() {
			if m.Exported() {
				s.visit(path+"."+m.Name(), m.Type())
			}
		}
		for e := range t.EmbeddedTypes() {
			if _, union := e.(*types.Union); union {
				s.visit(path, e)
			}
		}
	case *types.Signature:
		for p := range t.TypeParams().TypeParams() {
			s.visit(path+"[]", p.Constraint())
		}
		for v := range t.Params().Variables() {
			s.visit(path+"()", v.Type())
		}
		for v := range t.Results().Variables() {
			s.visit(path+"()", v.Type())
		}
	case *types.Union:
		for term := range t.Terms() {
			s.visit(path, term.Type())
		}
	case *types.Map:
		s.visit(path, t.Key())
		s.visit(path, t.Elem())
	case interface{ Elem() types.Type }: // pointer, slice, array, channel
		s.visit(path, t.Elem())
	}
}
