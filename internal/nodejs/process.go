package nodejs

import (
	"math"
	"os"
	"runtime"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings"
)

// processObject returns the global process: the small part of Node's that scripts for the command
// line use.
//
// https://nodejs.org/api/process.html
func (n *Node) processObject(s *bindings.Scope) *goja.Object {
	if n.process == nil {
		n.process = n.newProcess(s)
	}
	return n.process
}

func (n *Node) newProcess(s *bindings.Scope) *goja.Object {
	vm := n.vm
	// The objects have no prototype while they are filled, so that setters on %Object.prototype% do
	// not run.
	object := vm.CreateObject(nil)

	executable, err := os.Executable()
	if err != nil {
		executable = "gojs"
	}
	argv := []any{executable}
	for _, arg := range n.config.Args {
		argv = append(argv, arg)
	}
	env := vm.CreateObject(nil)
	for _, kv := range n.config.Env {
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
		{"versions", versions}, // has no version of node, or libraries would take gojs for Node
		{"exit", n.exit},
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
		if n.exitCode == 0 {
			return goja.Undefined()
		}
		return vm.ToValue(n.exitCode)
	})
	set := s.NewFunction("set exitCode", 1, func(call goja.FunctionCall) goja.Value {
		n.exitCode = n.toExitCode(call.Argument(0))
		return goja.Undefined()
	})
	must(object.DefineAccessorProperty("exitCode", get, set, goja.FLAG_TRUE, goja.FLAG_TRUE))
	must(object.DefineDataPropertySymbol(goja.SymToStringTag, vm.ToValue("process"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	objectPrototype := vm.NewObject().Prototype()
	must(env.SetPrototype(objectPrototype))
	must(object.SetPrototype(objectPrototype))
	return object
}

// exit is process.exit: it ends the program at once.
//
// https://nodejs.org/api/process.html#processexitcode
func (n *Node) exit(call goja.FunctionCall) goja.Value {
	if code := call.Argument(0); !goja.IsUndefined(code) {
		n.exitCode = n.toExitCode(code)
	}
	n.config.Exit(n.exitCode)
	return goja.Undefined()
}

// toExitCode converts an exit code as Node does: null and undefined are 0; a number, or a string
// that is one, must be an integer.
func (n *Node) toExitCode(v goja.Value) int {
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
		panic(n.vm.NewTypeError("The exit code must be an integer. Received %s", v.String()))
	}
	return int(math.Mod(x, 1<<8)) & 0xFF
}

// TakeExitCode returns process.exitCode and sets it to 0, for the next run.
func (n *Node) TakeExitCode() int {
	code := n.exitCode
	n.exitCode = 0
	return code
}

// platform returns process.platform: Node's name of the operating system.
func platform() string {
	if runtime.GOOS == "windows" {
		return "win32"
	}
	return runtime.GOOS
}

// arch returns process.arch: Node's name of the processor architecture.
func arch() string {
	switch runtime.GOARCH {
	case "amd64":
		return "x64"
	case "386":
		return "ia32"
	}
	return runtime.GOARCH
}
