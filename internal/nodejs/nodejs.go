// Package nodejs provides the globals of Node that scripts for the command line expect: process,
// require and Buffer, and the modules process, buffer and url. require and Buffer are
// goja_nodejs's, with Node's errors; process is our own and has the most used members only.
// Everything else of Node is absent.
//
//	node := nodejs.New(vm, nodejs.Config{Args: args, Exit: exit, URL: url})
//	scope, err := bindings.Install(vm, loop, node.Globals()...)
//
// Each object is made when a script first touches it. The package is built on package bindings.
//
// https://nodejs.org/api/
package nodejs

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja_nodejs/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/internal/engine"
)

// Config is what Node's globals need from their runtime. Exit and URL are called on the engine's
// goroutine.
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

// The indexes of built-in objects in needed. The package uses them as they were before a script
// could change them.
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

// must panics if err is not nil. It is for definitions on objects that no script has touched, which
// fail only if this package has a bug.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
