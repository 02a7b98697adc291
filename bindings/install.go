// Package bindings adds the web's interfaces for messaging to a goja.Runtime: events, abort
// signals, message channels, broadcast channels, structured clone, workers, timers, microtasks,
// streams, blobs, text encoding, performance, error reporting and console.
//
// It is for programs with an engine and an event loop of their own. Package runtime has both.
// [Install] puts the interfaces on the global object of an engine and connects them with a loop:
//
//	vm := goja.New()
//	loop := eventloop.New()
//	scope, err := bindings.Install(vm, bindings.OnLoop(loop))
//	if err != nil {
//		return err
//	}
//	defer scope.Close()
//	program := goja.MustCompile("main.js", `setTimeout(() => console.log('hello'), 10)`, false)
//	loop.Post(eventloop.TaskFunc(func() {
//		if _, err := scope.RunProgram(program); err != nil {
//			scope.ReportException(err)
//		}
//	}))
//	return loop.Run(ctx)
//
// An engine, its [Scope] and everything in them belong to one goroutine, that of the loop. The
// functions that may be called from other goroutines say so.
//
// [Define] and [WithClass] add a class of the embedder's own, which scripts can post to workers.
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

// OnLoop returns an *eventloop.Loop as a [Loop].
func OnLoop(l *eventloop.Loop) Loop { return ownLoop{l} }

type ownLoop struct{ loop *eventloop.Loop }

func (l ownLoop) Post(t eventloop.Task) bool { return l.loop.Post(t) }

func (l ownLoop) AfterFunc(d time.Duration, hold bool, t eventloop.Task) Timer {
	timer := l.loop.AfterFunc(d, t)
	if !hold {
		timer.Unref()
	}
	return timer
}

// Option configures [Install].
type Option func(*options)

// options are the values that the Options set.
type options struct {
	kind     Kind
	location *url.URL
	limits   Limits
	console  console.Output
	globals  []ownGlobal
	classes  []AnyDefinition
	blobURLs *BlobURLs

	html html.Options
}

// WithKind sets the kind of the global scope. The default is [Shell].
func WithKind(k Kind) Option { return func(o *options) { o.kind = k } }

// WithLocation sets the URL of the page or script. URLs are relative to it, and its origin is the
// origin of the scope. By default the scope has no location, and its origin is opaque.
func WithLocation(u *url.URL) Option { return func(o *options) { o.location = u } }

// WithWorkers sets the host that starts the workers of the scope. Without it, new Worker throws a
// SecurityError.
func WithWorkers(h WorkerHost) Option { return func(o *options) { o.html.Workers = h } }

// WithWorkerScope sets the name and the close function of a scope of the kind [DedicatedWorker] or
// [SharedWorker].
func WithWorkerScope(w WorkerScope) Option { return func(o *options) { o.html.Worker = w } }

// WithLimits limits what the script can use. By default there are no limits.
func WithLimits(l Limits) Option { return func(o *options) { o.limits = l } }

// WithUncaught sets the function that gets the exceptions and rejections that no script handled. It
// is called on the engine's goroutine, possibly while a script is running. By default they are
// written to the error output of the console.
func WithUncaught(f func(*Uncaught)) Option { return func(o *options) { o.html.Uncaught = f } }

// WithBroadcast sets the hub that connects the BroadcastChannels of this scope to those of other
// scopes. A program has one hub. By default the scope has a hub of its own.
//
//	hub := port.NewHub()
//	a, err := bindings.Install(vmA, loopA, bindings.WithBroadcast(hub))
//	b, err := bindings.Install(vmB, loopB, bindings.WithBroadcast(hub))
func WithBroadcast(hub *port.Hub) Option { return func(o *options) { o.html.Broadcast = hub } }

// WithBlobURLs sets the store of the scope's blob URLs. A program has one store, so that a URL that
// one scope made can be the script of a worker. By default the scope has a store of its own.
func WithBlobURLs(urls *BlobURLs) Option { return func(o *options) { o.blobURLs = urls } }

// WithGlobal adds a property to the global object with the attributes of the web's interfaces:
// writable, configurable and not enumerable. make returns its value. It is called when a script
// first reads the property, so a property that no script reads costs next to nothing. make must not
// run a script.
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

// WithConsole sets where the console writes, and which of the two outputs is in colour. The default
// is os.Stdout and os.Stderr without colours. If failed is not nil, it is called with the first
// error of a write.
func WithConsole(stdout, stderr io.Writer, colors Colors, failed func(error)) Option {
	return func(o *options) {
		o.console = console.Output{Stdout: stdout, Stderr: stderr, Colors: colors, Failed: failed}
	}
}

// errAlreadyInstalled is returned because two scopes on one engine would have two sets of
// interfaces.
var errAlreadyInstalled = errors.New("bindings: Install was already called on this goja.Runtime; one engine has one global scope")

// Install adds the interfaces to vm and connects them with loop. It must be called on the goroutine
// of vm, before any script runs there. It returns an error if vm already has a scope, if the kind
// of global scope does not exist, or if the global object refuses a property.
//
//	vm := goja.New()
//	loop := eventloop.New()
//	scope, err := bindings.Install(vm, bindings.OnLoop(loop))
//
// Each callback that the interfaces call is a task of loop. goja runs its promise jobs when the
// outermost call returns, so each task is followed by a microtask checkpoint, as HTML requires. The
// caller gives the errors of its own calls into vm to [Scope.ReportException].
func Install(vm *goja.Runtime, loop Loop, opts ...Option) (*Scope, error) {
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

// interfaces are the interfaces of every kind of global scope. A parent comes before its children.
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

// install defines the interfaces and the embedder's own properties on the global object.
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
		if err := global.DeleteSymbol(goja.SymToStringTag); err != nil { // the engine's own property would hide that of the prototype
			return err
		}
	}
	if err := global.SetPrototype(prototype); err != nil {
		return err
	}
	// The order must be the same in all kinds of scopes, because a shape extends an object that the
	// earlier shapes have extended.
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
	if err := realm.ReplacePrototype("ArrayBuffer", ecma262.ArrayBufferPrototype); err != nil {
		return err
	}
	return s.installClasses(o.classes)
}
