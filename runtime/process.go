package runtime

import (
	"math"
	"os"
	goruntime "runtime"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings"
)

// process is the state of the global process: a small part of Node's, the one that scripts for the command line use.
//
// https://nodejs.org/api/process.html
type process struct {
	rt     *Runtime
	object *goja.Object
	code   int // exitCode
}

// nodeGlobals are what comes from goja_nodejs: URL and URLSearchParams for everybody; require, Buffer and process with
// WithNode.
func (rt *Runtime) nodeGlobals() (globals []bindings.Option) {
	url := bindings.WithGlobal("URL", func(s *bindings.Scope) goja.Value { return rt.urls(s).url })
	urlSearchParams := bindings.WithGlobal("URLSearchParams", func(s *bindings.Scope) goja.Value { return rt.urls(s).urlSearchParams })
	if !rt.config.node {
		return []bindings.Option{url, urlSearchParams}
	}
	rt.process = &process{rt: rt}
	return []bindings.Option{
		bindings.WithGlobal("require", rt.require),
		url, urlSearchParams,
		bindings.WithGlobal("Buffer", func(s *bindings.Scope) goja.Value { rt.buffers(s); return rt.bufferObject }),
		bindings.WithGlobal("process", func(s *bindings.Scope) goja.Value { return rt.process.globalObject(s) }),
	}
}

// globalObject returns the global process, which is made when something first needs it.
func (p *process) globalObject(s *bindings.Scope) *goja.Object {
	if p.object == nil {
		p.object = p.newObject(s)
	}
	return p.object
}

func (p *process) newObject(s *bindings.Scope) *goja.Object {
	vm, rt := s.VM(), p.rt
	// The objects inherit nothing while they are filled: what a script has put on %Object.prototype% is not asked.
	object := vm.CreateObject(nil)

	executable, err := os.Executable()
	if err != nil {
		executable = "gojs"
	}
	argv := []any{executable}
	for _, arg := range rt.config.args {
		argv = append(argv, arg)
	}
	env := vm.CreateObject(nil)
	for _, kv := range rt.config.env {
		if key, value, ok := strings.Cut(kv, "="); ok && key != "" {
			must(env.Set(key, value))
		}
	}
	versions := vm.NewObject()
	properties := []struct {
		name  string
		value any
	}{
		{"argv", vm.NewArray(argv...)},
		{"env", env},
		{"platform", platform()},
		{"arch", arch()},
		{"pid", os.Getpid()},
		{"versions", versions}, // without node: libraries take that for Node
		{"exit", p.exit},
		{"cwd", func(goja.FunctionCall) goja.Value {
			dir, err := os.Getwd()
			if err != nil {
				panic(vm.NewGoError(err))
			}
			return vm.ToValue(dir)
		}},
	}
	for _, property := range properties {
		if f, ok := property.value.(func(goja.FunctionCall) goja.Value); ok {
			property.value = s.NewFunction(property.name, 0, f)
		}
		must(object.Set(property.name, property.value))
	}
	get := s.NewFunction("get exitCode", 0, func(goja.FunctionCall) goja.Value {
		if p.code == 0 {
			return goja.Undefined()
		}
		return vm.ToValue(p.code)
	})
	set := s.NewFunction("set exitCode", 1, func(call goja.FunctionCall) goja.Value {
		p.code = p.toCode(call.Argument(0))
		return goja.Undefined()
	})
	must(object.DefineAccessorProperty("exitCode", get, set, goja.FLAG_TRUE, goja.FLAG_TRUE))
	must(object.DefineDataPropertySymbol(goja.SymToStringTag, vm.ToValue("process"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	objectPrototype := vm.NewObject().Prototype()
	must(env.SetPrototype(objectPrototype))
	must(object.SetPrototype(objectPrototype))
	return object
}

// exit is process.exit: the program ends at once.
//
// https://nodejs.org/api/process.html#processexitcode
func (p *process) exit(call goja.FunctionCall) goja.Value {
	if code := call.Argument(0); !goja.IsUndefined(code) {
		p.code = p.toCode(code)
	}
	p.rt.end(&ExitError{Code: p.code})
	return goja.Undefined()
}

// toCode converts an exit code as Node does: an integer, or a string that is one; null and undefined are 0.
func (p *process) toCode(v goja.Value) int {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return 0
	}
	x := math.NaN()
	switch {
	case goja.IsNumber(v):
		x = v.ToFloat()
	case goja.IsString(v) && v.String() != "":
		x = v.ToFloat()
	}
	if x != math.Trunc(x) || math.IsInf(x, 0) {
		panic(p.rt.vm.NewTypeError("The exit code must be an integer. Received %s", v.String()))
	}
	return int(int64(x) & 0xFF)
}

// takeExitCode is the code for the end of the run. The next run begins with none.
func (p *process) takeExitCode() int {
	if p == nil {
		return 0
	}
	code := p.code
	p.code = 0
	return code
}

// platform is process.platform: Node's name of the operating system.
func platform() string {
	if goruntime.GOOS == "windows" {
		return "win32"
	}
	return goruntime.GOOS
}

// arch is process.arch: Node's name of the processor architecture.
func arch() string {
	switch goruntime.GOARCH {
	case "amd64":
		return "x64"
	case "386":
		return "ia32"
	}
	return goruntime.GOARCH
}
