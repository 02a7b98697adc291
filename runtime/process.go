package runtime

import (
	"math"
	"os"
	goruntime "runtime"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja_nodejs/buffer"
	"github.com/dop251/goja_nodejs/require"
	"github.com/dop251/goja_nodejs/url"
)

// process is the state of the global process: a small part of Node's, the one that scripts for the command line use.
//
// https://nodejs.org/api/process.html
type process struct {
	rt     *Runtime
	object *goja.Object
	code   int // exitCode
}

// installNode adds what comes from goja_nodejs: URL and URLSearchParams for everybody; require, Buffer and process
// with WithNode.
func (rt *Runtime) installNode() error {
	var failed error
	ex := rt.vm.Try(func() {
		registry := require.NewRegistry()
		if failed = rt.installRequire(registry); failed != nil {
			return
		}
		url.Enable(rt.vm)
		if failed = rt.resolveBase(); failed != nil {
			return
		}
		if failed = rt.fixIterators(); failed != nil {
			return
		}
		rt.hide("URL", "URLSearchParams")
		if !rt.config.node {
			failed = rt.vm.GlobalObject().Delete("require")
			return
		}
		buffer.Enable(rt.vm)
		rt.hide("Buffer", "require")
		failed = rt.installProcess(registry)
	})
	if ex != nil {
		return ex
	}
	return failed
}

// hide makes globals not enumerable, as built-in ones are, and gives them their names: goja's are those of Go symbols.
func (rt *Runtime) hide(names ...string) {
	global := rt.vm.GlobalObject()
	for _, name := range names {
		if err := global.DefineDataProperty(name, global.Get(name), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			panic(err)
		}
		f := global.Get(name).(*goja.Object)
		if err := f.DefineDataProperty("name", rt.vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			panic(err)
		}
	}
}

func (rt *Runtime) installProcess(registry *require.Registry) error {
	vm := rt.vm
	p := &process{rt: rt, object: vm.NewObject()}
	rt.process = p

	executable, err := os.Executable()
	if err != nil {
		executable = "gojs"
	}
	argv := []any{executable}
	for _, arg := range rt.config.args {
		argv = append(argv, arg)
	}
	env := vm.NewObject()
	for _, kv := range rt.config.env {
		if key, value, ok := strings.Cut(kv, "="); ok && key != "" {
			if err := env.Set(key, value); err != nil {
				return err
			}
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
			property.value = rt.scope.NewFunction(property.name, 0, f)
		}
		if err := p.object.Set(property.name, property.value); err != nil {
			return err
		}
	}
	get := rt.scope.NewFunction("get exitCode", 0, func(goja.FunctionCall) goja.Value {
		if p.code == 0 {
			return goja.Undefined()
		}
		return vm.ToValue(p.code)
	})
	set := rt.scope.NewFunction("set exitCode", 1, func(call goja.FunctionCall) goja.Value {
		p.code = p.toCode(call.Argument(0))
		return goja.Undefined()
	})
	if err := p.object.DefineAccessorProperty("exitCode", get, set, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		return err
	}
	if err := p.object.DefineDataPropertySymbol(goja.SymToStringTag, vm.ToValue("process"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	registry.RegisterNativeModule("process", func(_ *goja.Runtime, module *goja.Object) {
		if err := module.Set("exports", p.object); err != nil {
			panic(err)
		}
	})
	registry.RegisterNativeModule("node:process", func(_ *goja.Runtime, module *goja.Object) {
		if err := module.Set("exports", p.object); err != nil {
			panic(err)
		}
	})
	return vm.GlobalObject().DefineDataProperty("process", p.object, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
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
