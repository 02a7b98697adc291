// Package bindings gives a goja.Runtime the web's interfaces: events, abort, message channels, structured clone,
// timers, microtasks, error reporting, console.
//
// Install is the way in: it puts the interfaces on the global object of an engine and connects them with an event
// loop.
package bindings

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/console"
	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/ecma262"
	"github.com/gojs-runtime/gojs/internal/encoding"
	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/fileapi"
	"github.com/gojs-runtime/gojs/internal/hrtime"
	"github.com/gojs-runtime/gojs/internal/html"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/streams"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// OnLoop is an *eventloop.Loop as the bindings take it.
func OnLoop(l *eventloop.Loop) scope.Loop { return ownLoop{l} }

type ownLoop struct{ loop *eventloop.Loop }

func (l ownLoop) Post(t eventloop.Task) bool { return l.loop.Post(t) }

func (l ownLoop) AfterFunc(d time.Duration, hold bool, t eventloop.Task) scope.Timer {
	timer := l.loop.AfterFunc(d, t)
	if !hold {
		timer.Unref()
	}
	return timer
}

// Option changes what Install does.
type Option func(*options)

// options are what the Options set.
type options struct {
	kind     scope.Kind
	location *url.URL
	limits   scope.Limits
	console  console.Output
	globals  []ownGlobal
	classes  []*webidl.Interface
	blobURLs *fileapi.BlobURLs

	html html.Options
}

// WithKind sets the kind of the global scope. The default is Shell.
func WithKind(k scope.Kind) Option { return func(o *options) { o.kind = k } }

// WithLocation sets the URL of the page or script: URLs are relative to it, and its origin is that of the scope. The
// default is none, whose origin is opaque.
func WithLocation(u *url.URL) Option { return func(o *options) { o.location = u } }

// WithWorkers sets what starts the workers of the script. The default is nothing: new Worker throws a SecurityError.
func WithWorkers(h html.WorkerHost) Option { return func(o *options) { o.html.Workers = h } }

// WithWorkerScope says what a scope that is a worker's needs besides. See [WithKind].
func WithWorkerScope(w html.WorkerScope) Option { return func(o *options) { o.html.Worker = w } }

// WithLimits bounds what the script can take.
func WithLimits(l scope.Limits) Option { return func(o *options) { o.limits = l } }

// WithUncaught sets what gets the exceptions and rejections that no script handled. It is called on the engine's
// goroutine, possibly while a script is running. Without it they are written to the console's error output.
func WithUncaught(f func(*html.Uncaught)) Option { return func(o *options) { o.html.Uncaught = f } }

// WithBroadcast sets the hub where the BroadcastChannels of this scope meet those of others: one hub for a program. The
// default is a hub of the scope's own.
//
//	hub := port.NewHub()
//	a, err := bindings.Install(vmA, loopA, bindings.WithBroadcast(hub))
//	b, err := bindings.Install(vmB, loopB, bindings.WithBroadcast(hub))
func WithBroadcast(hub *port.Hub) Option { return func(o *options) { o.html.Broadcast = hub } }

// WithBlobURLs sets the store that the scope's blob URLs are in: one for a program, so that its workers can be given
// URLs. The default is a store of the scope's own.
func WithBlobURLs(urls *fileapi.BlobURLs) Option { return func(o *options) { o.blobURLs = urls } }

// WithGlobal adds a property to the global object as the standards' interfaces are there: writable, configurable and not
// enumerable. Its value is made when a script first asks for it; make runs no script. What is defined with it costs a
// scope next to nothing until then.
//
//	bindings.WithGlobal("answer", func(s *bindings.Scope) goja.Value { return s.VM().ToValue(42) })
func WithGlobal(name string, make func(s *Scope) goja.Value) Option {
	return func(o *options) { o.globals = append(o.globals, ownGlobal{name, make}) }
}

// ownGlobal is a property of WithGlobal.
type ownGlobal struct {
	name string
	make func(s *Scope) goja.Value
}

// WithConsole sets where the console writes, and whether in colour. The default is os.Stdout and os.Stderr without.
// failed, if it is not nil, gets the first error of a write.
func WithConsole(stdout, stderr io.Writer, colors console.Colors, failed func(error)) Option {
	return func(o *options) {
		o.console = console.Output{Stdout: stdout, Stderr: stderr, Colors: colors, Failed: failed}
	}
}

// errAlreadyInstalled: two scopes on one engine would have two sets of interfaces.
var errAlreadyInstalled = errors.New("bindings: Install was already called on this goja.Runtime; one engine has one global scope")

// Install adds the interfaces to vm and connects them with loop. It must be called on the goroutine that runs vm, and
// before scripts do.
//
//	vm := goja.New()
//	loop := eventloop.New()
//	scope, err := bindings.Install(vm, bindings.OnLoop(loop))
//
// Every callback that the bindings run is a task of loop. goja drains its promise jobs when the outermost call
// returns, so each task is followed by a microtask checkpoint as HTML asks for. The caller reports what its own
// calls into vm return with [Scope.ReportException].
func Install(vm *goja.Runtime, loop scope.Loop, opts ...Option) (*Scope, error) {
	if engine.HasRealm(vm) {
		return nil, errAlreadyInstalled
	}
	o := &options{console: console.Output{Stdout: os.Stdout, Stderr: os.Stderr}}
	for _, option := range opts {
		option(o)
	}
	if html.GlobalKinds[o.kind] == nil {
		return nil, fmt.Errorf("bindings: there is no global scope of kind %d", o.kind)
	}
	s := &Scope{scope.New(vm, loop, o.kind, o.location, o.limits)}
	console.SetOutput(s.core, o.console)
	fileapi.SetBlobURLs(s.core, o.blobURLs)
	kind := html.SetUp(s.core, o.html)
	if err := s.install(kind, o); err != nil {
		return nil, err
	}
	return s, nil
}

// interfaces are those that every kind of global scope has, in the order of their definition: a parent before its
// children.
var interfaces = []*webidl.Interface{
	dom.EventTargetInterface,
	dom.EventInterface,
	dom.CustomEventInterface,
	html.MessageEventInterface,
	html.ErrorEventInterface,
	html.PromiseRejectionEventInterface,
	webidl.DOMExceptionInterface,
	webidl.QuotaExceededErrorInterface,
	dom.AbortSignalInterface,
	dom.AbortControllerInterface,
	html.MessagePortInterface,
	html.MessageChannelInterface,
	html.BroadcastChannelInterface,
	hrtime.PerformanceInterface,
	hrtime.PerformanceEntryInterface,
	hrtime.PerformanceMarkInterface,
	hrtime.PerformanceMeasureInterface,
	encoding.TextEncoderInterface,
	encoding.TextDecoderInterface,
	encoding.TextEncoderStreamInterface,
	encoding.TextDecoderStreamInterface,
	streams.ReadableStreamInterface,
	streams.ReadableStreamDefaultReaderInterface,
	streams.ReadableStreamBYOBReaderInterface,
	streams.ReadableStreamDefaultControllerInterface,
	streams.ReadableByteStreamControllerInterface,
	streams.ReadableStreamBYOBRequestInterface,
	streams.WritableStreamInterface,
	streams.WritableStreamDefaultWriterInterface,
	streams.WritableStreamDefaultControllerInterface,
	streams.TransformStreamInterface,
	streams.TransformStreamDefaultControllerInterface,
	streams.ByteLengthQueuingStrategyInterface,
	streams.CountQueuingStrategyInterface,
	fileapi.BlobInterface,
	fileapi.FileInterface,
	fileapi.ProgressEventInterface,
	fileapi.FileReaderInterface,
	html.WorkerInterface,
}

// install puts the interfaces and the embedder's own properties on the global object.
func (s *Scope) install(kind *html.GlobalKind, o *options) error {
	realm := s.core.Realm
	global := realm.Global()
	err := realm.Batch(func() {
		for _, list := range [][]*webidl.Interface{interfaces, kind.Interfaces} {
			for _, i := range list {
				realm.Install(i)
			}
		}
		realm.DefineMembers(global, kind.Global)
		realm.InstallNamespace(console.Namespace)
		realm.DefineLazily("Promise", func() goja.Value { return ecma262.Promise(realm) })
		realm.DefineLazily("RegExp", func() goja.Value { return ecma262.RegExp(realm) })
		if realm.Installed(kind.Global) {
			realm.DefineLazily("Reflect", func() goja.Value { return ecma262.Reflect(realm) })
		}
		for _, i := range o.classes {
			realm.Install(i)
		}
		for _, g := range o.globals {
			realm.DefineLazily(g.name, func() goja.Value { return g.make(s) })
		}
	})
	if err != nil {
		return err
	}
	// The global object is an EventTarget.
	prototype := realm.Prototype(dom.EventTargetInterface)
	if realm.Installed(kind.Global) {
		prototype = realm.Prototype(kind.Global)
		if err := global.DeleteSymbol(goja.SymToStringTag); err != nil { // the engine's own: the prototype has one
			return err
		}
	}
	if err := global.SetPrototype(prototype); err != nil {
		return err
	}
	// In one order in all kinds of scopes: a shape extends what the ones before have left.
	if err := realm.Extend(ecma262.LegacyAccessors, realm.ObjectPrototype()); err != nil {
		return err
	}
	if realm.Installed(kind.Global) {
		if err := ecma262.ProtectPrototypes(realm); err != nil {
			return err
		}
	}
	if err := realm.Extend(ecma262.IsError, realm.Intrinsics.Get(webidl.IntrinsicError)); err != nil {
		return err
	}
	return realm.ReplacePrototype("ArrayBuffer", ecma262.ArrayBufferPrototype)
}
