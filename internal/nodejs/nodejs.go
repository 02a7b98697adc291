// Package nodejs makes what scripts for Node's command line expect: the globals process, require and Buffer, and the
// modules process, buffer and url. Most of it is goja_nodejs's, with the errors and the process that it lacks.
//
//	node := nodejs.New(vm, nodejs.Config{Args: args, Exit: exit, URL: url})
//	scope, err := bindings.Install(vm, loop, node.Globals()...)
//
// Each object is made when a script first touches it.
package nodejs

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja_nodejs/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/internal/engine"
)

// Config is what Node's globals need from their runtime. Exit and URL are called on the engine's goroutine.
type Config struct {
	// Args are the elements of process.argv after the executable.
	Args []string
	// Env is process.env as "key=value".
	Env []string
	// Exit ends the program with an exit code from 0 to 255, as soon as it returns to the script.
	Exit func(code int)
	// URL returns the exports of the module url.
	URL func() *goja.Object
}

// Node holds Node's globals of one engine. It belongs to the engine's goroutine.
type Node struct {
	config     Config
	vm         *goja.Runtime
	intrinsics *engine.IntrinsicsOf

	// These are nil until a script needs them.
	process                   *goja.Object
	buffer, bufferConstructor *goja.Object // the exports of the module buffer, and Buffer
	modules                   *require.RequireModule

	exitCode int // process.exitCode
}

// The built-in objects that are needed unchanged by scripts, in the order of needed.
const (
	intrinsicError = iota
	intrinsicSyntaxError
	intrinsicUint8Array
)

var needed = engine.NewIntrinsics("Error", "SyntaxError", "Uint8Array")

// New returns Node's globals for an engine in which no script has run yet.
func New(vm *goja.Runtime, config Config) *Node {
	return &Node{config: config, vm: vm, intrinsics: needed.Of(vm)}
}

// Globals returns the options that define the globals.
func (n *Node) Globals() []bindings.Option {
	return []bindings.Option{
		bindings.WithGlobal("require", n.newRequire),
		bindings.WithGlobal("Buffer", func(*bindings.Scope) goja.Value {
			n.bufferExports()
			return n.bufferConstructor
		}),
		bindings.WithGlobal("process", func(s *bindings.Scope) goja.Value { return n.processObject(s) }),
	}
}

// must panics if a definition failed on an object that no script has touched: that would be a bug here.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
