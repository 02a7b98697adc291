// Package bindings gives a goja.Runtime the web's interfaces: events, abort, message channels, structured clone,
// timers, microtasks, error reporting, console.
//
// Install is the way in: it puts the interfaces on the global object of an engine and connects them with an event
// loop. One file defines one interface, named as in the standards' IDL, with the numbered steps of the standard
// beside the code. Where a step is missing the comment begins with FIXME, where the code does something else it
// begins with DEVIATION.
package bindings

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/slot"
	"github.com/gojs-runtime/gojs/internal/unwind"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// Loop is what the bindings need of an event loop. [OnLoop] makes one of an *eventloop.Loop; any other loop that
// runs one task at a time on the engine's goroutine will do.
type Loop interface {
	// Post queues a task behind those already queued. It is called from any goroutine, never blocks, and returns
	// false if the loop takes no tasks any more.
	Post(task eventloop.Task) bool
	// AfterFunc runs the task on the loop once d has passed. It is called on the loop's goroutine only. Timers
	// that are due at the same time run in the order of their creation. With hold the loop stays up for it.
	AfterFunc(d time.Duration, hold bool, task eventloop.Task) Timer
}

// Timer is an armed timer of a Loop.
type Timer interface {
	// Stop disarms the timer and says whether that prevented its task.
	Stop() bool
}

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

// Limits bound what a script can take. Zero means no limit.
type Limits struct {
	// QueuedMessages is how many messages may wait at the other end of one port, or at any receiver of a broadcast. A
	// post past it throws a QuotaExceededError and transfers nothing.
	QueuedMessages int
	// MessageBytes is the approximate size of one message. A post past it throws a QuotaExceededError and
	// transfers nothing. It bounds structuredClone too.
	MessageBytes int
	// Timers is how many timers may be armed at a time. setTimeout, setInterval and AbortSignal.timeout past it throw a
	// QuotaExceededError.
	Timers int
}

// Kind is the kind of a global scope: which interface its global object implements and what is exposed in it.
type Kind int

// The kinds of global scopes.
const (
	Shell           Kind = iota // a program's own: neither a page nor a worker
	Window                      // a page's, without a document
	DedicatedWorker             // a Worker's
	SharedWorker                // a SharedWorker's
)

// Option changes what Install does.
type Option func(*Scope)

// WithKind sets the kind of the global scope. The default is Shell.
func WithKind(k Kind) Option { return func(s *Scope) { s.kind = k } }

// WithLocation sets the URL of the page or script: URLs are relative to it, and its origin is that of the scope. The
// default is none, whose origin is opaque.
func WithLocation(u *url.URL) Option { return func(s *Scope) { s.location = u } }

// WithWorkers sets what starts the workers of the script. The default is nothing: new Worker throws a SecurityError.
func WithWorkers(h WorkerHost) Option { return func(s *Scope) { s.workers = h } }

// WithWorkerScope says what a scope that is a worker's needs besides. See [WithKind].
func WithWorkerScope(w WorkerScope) Option { return func(s *Scope) { s.worker = w } }

// WithLimits bounds what the script can take.
func WithLimits(l Limits) Option { return func(s *Scope) { s.limits = l } }

// WithUncaught sets what gets the exceptions and rejections that no script handled. It is called on the engine's
// goroutine, possibly while a script is running. Without it they are written to the console's error output.
func WithUncaught(f func(*Uncaught)) Option { return func(s *Scope) { s.uncaught = f } }

// WithGlobal adds a property to the global object as the standards' interfaces are there: writable, configurable and not
// enumerable. Its value is made when a script first asks for it; make runs no script. What is defined with it costs a
// scope next to nothing until then.
//
//	bindings.WithGlobal("answer", func(s *bindings.Scope) goja.Value { return s.VM().ToValue(42) })
func WithGlobal(name string, make func(s *Scope) goja.Value) Option {
	return func(s *Scope) { s.globals = append(s.globals, ownGlobal{name, make}) }
}

// ownGlobal is a property of WithGlobal.
type ownGlobal struct {
	name string
	make func(s *Scope) goja.Value
}

// Colors says which outputs of a console are in colour: those that are terminals, as a rule.
type Colors struct{ Stdout, Stderr bool }

// WithConsole sets where the console writes, and whether in colour. The default is os.Stdout and os.Stderr without.
// failed, if it is not nil, gets the first error of a write.
func WithConsole(stdout, stderr io.Writer, colors Colors, failed func(error)) Option {
	return func(s *Scope) {
		s.console = consoleOutput{stdout: stdout, stderr: stderr, colors: colors, failed: failed}
	}
}

// Scope is the global scope that Install made: what an embedder needs to reach the bindings from Go. Like the engine
// it belongs to the loop's goroutine.
type Scope struct {
	vm     *goja.Runtime
	loop   Loop
	realm  *webidl.Realm
	owner  *port.Owner
	target EventTarget // the global object as an EventTarget

	kind     Kind
	location *url.URL // nil if there is none
	limits   Limits
	uncaught func(*Uncaught)
	console  consoleOutput
	globals  []ownGlobal
	workers  WorkerHost  // nil: the scope can start no workers
	worker   WorkerScope // of a worker

	importError importError
	stats       stats

	currentEvent *Event     // the current event of a Window
	latestType   *eventType // of the latest event
	consoleState *console   // nil until a script uses the console

	guard      unwind.Guard
	timeOrigin time.Time
	cloner     *clone.Cloner
	timers     timers
	rejections rejections
	broadcast  *port.Hub // nil until it is needed
	blobURLs   *BlobURLs // nil until it is needed
	ownURLs    blobURLSet
	opaque     string // storageKey of an opaque origin of its own, once it was needed

	strategySizes strategySizes

	closing     bool // the closing flag of a worker
	reporting   bool // in error reporting mode
	terminating bool // a callback of the current task was interrupted: no further script in this task
	depth       int  // calls into the engine, one in another
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
	s := &Scope{
		vm:         vm,
		loop:       loop,
		owner:      port.NewOwner(loop),
		console:    consoleOutput{stdout: os.Stdout, stderr: os.Stderr},
		timeOrigin: time.Now(),
	}
	for _, o := range opts {
		o(s)
	}
	if globalKinds[s.kind] == nil {
		return nil, fmt.Errorf("bindings: there is no global scope of kind %d", s.kind)
	}
	s.guard = unwind.New(vm)
	s.realm = webidl.NewRealm(vm)
	s.realm.Data = s
	s.cloner = clone.New(vm)
	if err := s.install(); err != nil {
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

func (s *Scope) install() error {
	global := s.vm.GlobalObject()
	kind := globalKinds[s.kind]
	s.target.init(s, global)
	s.realm.SetGlobalState(kind.state(&globalScope{EventTarget: &s.target}))
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
		for _, g := range s.globals {
			s.realm.DefineLazily(g.name, func() goja.Value { return g.make(s) })
		}
	})
	if err != nil {
		return err
	}
	s.rejections.install(s)
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

// WebIDLRealm is for what is cloned into the scope.
func (s *Scope) WebIDLRealm() *webidl.Realm { return s.realm }

// scopeOf is the scope that a call is made in.
func scopeOf(c webidl.Call) *Scope { return c.Data.(*Scope) }

// VM is the engine.
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
	s.timers.clear()
}

// RunProgram runs a script as a task of its own does, and returns its completion value. An embedder that runs scripts
// with it, and not with the engine's method, need not care whether an earlier task was interrupted, nor for what the
// engine leaves behind when a generator or an async function is interrupted or overflows the stack: it would run no
// promise job any more. What it returns is for [Scope.ReportException].
//
// https://html.spec.whatwg.org/multipage/webappapis.html#run-a-classic-script
//
// DEVIATION: the standard reports what a script threw before it performs a microtask checkpoint; the engine drains its
// promise jobs before it returns the exception. (For callbacks the order is that of the standard.)
func (s *Scope) RunProgram(p *goja.Program) (goja.Value, error) {
	s.enter()
	s.depth++
	defer s.leave()
	mark := s.guard.Mark()
	v, err := s.vm.RunProgram(p)
	s.guard.Restore(&mark, err)
	return v, err
}

// runScript runs the code of a timer. Where that is no script, the error says where.
func (s *Scope) runScript(name, code string) (goja.Value, error) {
	tree, err := parser.ParseFile(nil, name, code, 0, parser.WithDisableSourceMaps)
	if list, ok := err.(parser.ErrorList); ok && len(list) > 0 {
		return nil, &goja.CompilerSyntaxError{CompilerError: goja.CompilerError{
			Message: list[0].Message,
			File:    file.NewFile(name, code, 0),
			Offset:  offsetOf(code, list[0].Position),
		}}
	}
	if err != nil {
		return nil, err
	}
	program, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil, err
	}
	s.depth++
	defer s.leave()
	mark := s.guard.Mark()
	v, err := s.vm.RunProgram(program)
	s.guard.Restore(&mark, err)
	return v, err
}

// offsetOf is the byte offset of a position in a source.
func offsetOf(source string, p file.Position) int {
	offset := 0
	for range p.Line - 1 {
		offset += strings.IndexByte(source[offset:], '\n') + 1
	}
	return min(offset+p.Column-1, len(source))
}

// Do runs Go code that uses the engine, as a task of its own does: what was interrupted before is over. What f throws
// in JavaScript's way, by panicking with a goja.Value or by calling into the engine, is reported. An embedder whose
// tasks run in it need not care for either.
//
//	loop.Post(eventloop.TaskFunc(func() {
//	    scope.Do(func(vm *goja.Runtime) { vm.Get("target").ToObject(vm).Get("value") })
//	}))
func (s *Scope) Do(f func(vm *goja.Runtime)) {
	s.enter()
	call, _ := goja.AssertFunction(s.vm.ToValue(func(goja.FunctionCall) goja.Value {
		f(s.vm)
		return goja.Undefined()
	}))
	if _, err := s.call(call, goja.Undefined()); err != nil {
		s.ReportException(err)
	}
}

// enter begins a task: what was interrupted before is over.
func (s *Scope) enter() { s.terminating = false }

// leave ends a call into the engine. The outermost one has run the microtasks; this is the rest of the checkpoint.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#perform-a-microtask-checkpoint
func (s *Scope) leave() {
	s.depth--
	// 4. For each environment settings object settingsObject whose responsible event loop is this event loop, notify
	//    about rejected promises given settingsObject's global object.
	if s.depth == 0 && len(s.rejections.aboutToNotify) > 0 {
		s.rejections.notify()
	}
}

// call calls a script's function. Once one call of a task was interrupted, no other call of that task is made: an
// interrupt ends the task, not just one listener of many.
func (s *Scope) call(f goja.Callable, this goja.Value, args ...goja.Value) (goja.Value, error) {
	if s.terminating {
		return nil, errTerminating
	}
	s.depth++
	defer s.leave()
	mark := s.guard.Mark()
	v, err := f(this, args...)
	if err != nil {
		s.guard.Restore(&mark, err)
		if _, interrupted := err.(*goja.InterruptedError); interrupted {
			s.terminating = true
		}
	}
	return v, err
}

var errTerminating = errors.New("bindings: the task was interrupted")

// now is the current high resolution time, in milliseconds since the time origin.
//
// https://w3c.github.io/hr-time/#dfn-current-high-resolution-time
func (s *Scope) now() float64 {
	return float64(time.Since(s.timeOrigin)) / float64(time.Millisecond)
}
