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
	"github.com/gojs-runtime/gojs/internal/slot"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// OnLoop is an *eventloop.Loop as the bindings take it.
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

// Option changes what Install does.
type Option func(*options)

// options are what the Options set.
type options struct {
	kind     Kind
	location *url.URL
	limits   Limits
	console  consoleOutput
	globals  []ownGlobal
	blobURLs *BlobURLs

	uncaught  func(*Uncaught)
	workers   WorkerHost
	worker    WorkerScope
	broadcast *port.Hub
}

// WithKind sets the kind of the global scope. The default is Shell.
func WithKind(k Kind) Option { return func(o *options) { o.kind = k } }

// WithLocation sets the URL of the page or script: URLs are relative to it, and its origin is that of the scope. The
// default is none, whose origin is opaque.
func WithLocation(u *url.URL) Option { return func(o *options) { o.location = u } }

// WithWorkers sets what starts the workers of the script. The default is nothing: new Worker throws a SecurityError.
func WithWorkers(h WorkerHost) Option { return func(o *options) { o.workers = h } }

// WithWorkerScope says what a scope that is a worker's needs besides. See [WithKind].
func WithWorkerScope(w WorkerScope) Option { return func(o *options) { o.worker = w } }

// WithLimits bounds what the script can take.
func WithLimits(l Limits) Option { return func(o *options) { o.limits = l } }

// WithUncaught sets what gets the exceptions and rejections that no script handled. It is called on the engine's
// goroutine, possibly while a script is running. Without it they are written to the console's error output.
func WithUncaught(f func(*Uncaught)) Option { return func(o *options) { o.uncaught = f } }

// WithBroadcast sets the hub where the BroadcastChannels of this scope meet those of others: one hub for a program. The
// default is a hub of the scope's own.
//
//	hub := port.NewHub()
//	a, err := bindings.Install(vmA, loopA, bindings.WithBroadcast(hub))
//	b, err := bindings.Install(vmB, loopB, bindings.WithBroadcast(hub))
func WithBroadcast(hub *port.Hub) Option { return func(o *options) { o.broadcast = hub } }

// WithBlobURLs sets the store that the scope's blob URLs are in: one for a program, so that its workers can be given
// URLs. The default is a store of the scope's own.
func WithBlobURLs(urls *BlobURLs) Option { return func(o *options) { o.blobURLs = urls } }

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
func WithConsole(stdout, stderr io.Writer, colors Colors, failed func(error)) Option {
	return func(o *options) {
		o.console = consoleOutput{stdout: stdout, stderr: stderr, colors: colors, failed: failed}
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
func Install(vm *goja.Runtime, loop Loop, opts ...Option) (*Scope, error) {
	if slot.Claimed(vm) {
		return nil, errAlreadyInstalled
	}
	o := &options{console: consoleOutput{stdout: os.Stdout, stderr: os.Stderr}}
	for _, option := range opts {
		option(o)
	}
	if globalKinds[o.kind] == nil {
		return nil, fmt.Errorf("bindings: there is no global scope of kind %d", o.kind)
	}
	s := New(vm, loop, o.kind, o.location, o.limits)
	consoleState.Of(s).output = o.console
	if o.blobURLs != nil {
		fileAPIState.Of(s).store = o.blobURLs
	}
	html := htmlState.Of(s)
	html.uncaught, html.workers, html.worker, html.broadcast = o.uncaught, o.workers, o.worker, o.broadcast
	html.rejections.install(s)
	s.report = s.reportException
	if err := o.install(s); err != nil {
		return nil, err
	}
	return s, nil
}

// interfaces are those that every kind of global scope has, in the order of their definition: a parent before its
// children.
var interfaces = []*webidl.Interface{
	eventTargetInterface,
	eventInterface,
	customEventInterface,
	messageEventInterface,
	errorEventInterface,
	promiseRejectionEventInterface,
	webidl.DOMExceptionInterface,
	webidl.QuotaExceededErrorInterface,
	abortSignalInterface,
	abortControllerInterface,
	messagePortInterface,
	messageChannelInterface,
	broadcastChannelInterface,
	performanceInterface,
	performanceEntryInterface,
	performanceMarkInterface,
	performanceMeasureInterface,
	textEncoderInterface,
	textDecoderInterface,
	textEncoderStreamInterface,
	textDecoderStreamInterface,
	readableStreamInterface,
	readableStreamDefaultReaderInterface,
	readableStreamBYOBReaderInterface,
	readableStreamDefaultControllerInterface,
	readableByteStreamControllerInterface,
	readableStreamBYOBRequestInterface,
	writableStreamInterface,
	writableStreamDefaultWriterInterface,
	writableStreamDefaultControllerInterface,
	transformStreamInterface,
	transformStreamDefaultControllerInterface,
	byteLengthQueuingStrategyInterface,
	countQueuingStrategyInterface,
	blobInterface,
	fileInterface,
	progressEventInterface,
	fileReaderInterface,
	workerInterface,
}

func (o *options) install(s *Scope) error {
	global := s.vm.GlobalObject()
	kind := globalKinds[s.kind]
	target := globalTarget(s)
	target.init(s, global)
	s.realm.SetGlobalState(kind.state(&globalScope{EventTarget: target}))
	err := s.realm.Batch(func() {
		for _, list := range [][]*webidl.Interface{interfaces, kind.interfaces} {
			for _, i := range list {
				s.realm.Install(i)
			}
		}
		s.realm.DefineMembers(global, kind.global)
		s.realm.InstallNamespace(consoleInterface)
		s.realm.DefineLazily("Promise", s.extendedPromise)
		s.realm.DefineLazily("RegExp", s.regExp)
		if s.realm.Installed(kind.global) {
			s.realm.DefineLazily("Reflect", s.protectedReflect)
		}
		for _, g := range o.globals {
			s.realm.DefineLazily(g.name, func() goja.Value { return g.make(s) })
		}
	})
	if err != nil {
		return err
	}
	// The global object is an EventTarget.
	prototype := s.realm.Prototype(eventTargetInterface)
	if s.realm.Installed(kind.global) {
		prototype = s.realm.Prototype(kind.global)
		if err := global.DeleteSymbol(goja.SymToStringTag); err != nil { // the engine's own: the prototype has one
			return err
		}
	}
	if err := global.SetPrototype(prototype); err != nil {
		return err
	}
	// In one order in all kinds of scopes: a shape extends what the ones before have left.
	if err := s.realm.Extend(legacyAccessors, s.realm.ObjectPrototype()); err != nil {
		return err
	}
	if s.realm.Installed(kind.global) {
		if err := s.protectPrototypes(); err != nil {
			return err
		}
	}
	if err := s.realm.Extend(isError, s.realm.Intrinsics.Get(webidl.IntrinsicError)); err != nil {
		return err
	}
	return s.realm.ReplacePrototype("ArrayBuffer", arrayBufferPrototype)
}

// VM returns the engine.
func (s *Scope) VM() *goja.Runtime { return s.vm }

// NewFunction makes a built-in function with this name and length, for globals of the embedder's own: a Go function
// that goja converts is named after its Go symbol.
func (s *Scope) NewFunction(name string, length int, f func(goja.FunctionCall) goja.Value) *goja.Object {
	return s.realm.NewFunction(name, length, f)
}

// Close ends the scope: its ports are closed, so that the other ends get their close event, its broadcast channels too,
// its blob URLs revoked and its timers disarmed. It is called on the engine's goroutine, once no script runs any more.
func (s *Scope) Close() {
	s.closeBlobURLs() // before anybody is told
	s.owner.Close()
	htmlState.Of(s).timers.clear()
}
