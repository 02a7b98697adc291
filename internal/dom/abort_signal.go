package dom

import (
	"slices"
	"weak"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// AbortSignal is the state of an AbortSignal object.
//
// https://dom.spec.whatwg.org/#abortsignal
type AbortSignal struct {
	EventTarget
	Reason     goja.Value // abort reason: nil while not aborted
	algorithms []*AbortAlgorithm
	removed    int // algorithms that were removed and are still there
	dependent  bool
	sources    []*AbortSignal // source signals of a dependent signal
	// dependent signals: weak, but those that somebody listens to are kept alive.
	dependents []weak.Pointer[AbortSignal]
	observed   map[*AbortSignal]struct{}
}

// AbortAlgorithm is an abort algorithm, nil once it was removed.
type AbortAlgorithm struct{ run func() }

// Interface returns the interface of the object.
func (*AbortSignal) Interface() *webidl.Interface { return AbortSignalInterface }

var AbortSignalInterface = &webidl.Interface{
	Name:   "AbortSignal",
	Parent: EventTargetInterface,
	Is:     func(state any) bool { _, ok := state.(*AbortSignal); return ok },
	Statics: []webidl.Operation{
		{Name: "abort", Call: func(c webidl.Call) goja.Value {
			// https://dom.spec.whatwg.org/#dom-abortsignal-abort
			// 1. Let signal be a new AbortSignal object.
			signal := NewAbortSignal(scope.Of(c))
			// 2. Set signal's abort reason to reason if it is given; otherwise to a new "AbortError" DOMException.
			signal.Reason = signal.reasonOr(c.Arg(0))
			// 3. Return signal.
			return signal.Object
		}},
		{Name: "timeout", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://dom.spec.whatwg.org/#dom-abortsignal-timeout
			milliseconds := c.EnforceRange(c.Args[0], "parameter 1")
			s := scope.Of(c)
			s.CheckTimers(c)
			// 1. Let signal be a new AbortSignal object.
			signal := NewAbortSignal(s)
			s.TimersArmed++
			// 3. Run steps after a timeout given global, "AbortSignal-timeout", milliseconds, and: queue a global
			//    task to signal abort given signal and a new "TimeoutError" DOMException. As in Node, the timeout
			//    does not keep the program up.
			s.Loop.AfterFunc(scope.Duration(float64(milliseconds)), false, eventloop.TaskFunc(func() {
				s.Enter()
				s.TimersArmed--
				signal.SignalAbort(s.Realm.NewDOMException("TimeoutError", "The operation was aborted due to timeout"))
			}))
			// 4. Return signal.
			return signal.Object
		}},
		{Name: "any", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://dom.spec.whatwg.org/#dom-abortsignal-any
			var signals []*AbortSignal
			c.Sequence(c.Args[0], "parameter 1", func(v goja.Value) {
				signal, ok := c.Realm.State(v).(*AbortSignal)
				if !ok {
					c.TypeError("Failed to convert value to 'AbortSignal'.")
				}
				signals = append(signals, signal)
			})
			return dependentAbortSignal(scope.Of(c), signals).Object
		}},
	},
	Attributes: []webidl.Attribute{
		{Name: "aborted", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(*AbortSignal).Aborted()) }},
		{Name: "reason", Get: func(c webidl.Call) goja.Value {
			if reason := c.State.(*AbortSignal).Reason; reason != nil {
				return reason
			}
			return goja.Undefined()
		}},
		EventHandlerAttribute("onabort", "abort", nil),
	},
	Operations: []webidl.Operation{
		{Name: "throwIfAborted", Call: func(c webidl.Call) goja.Value {
			// https://dom.spec.whatwg.org/#dom-abortsignal-throwifaborted
			if reason := c.State.(*AbortSignal).Reason; reason != nil {
				panic(reason)
			}
			return goja.Undefined()
		}},
	},
}

func NewAbortSignal(s *scope.Scope) *AbortSignal {
	signal := &AbortSignal{}
	signal.Init(s, s.Realm.New(signal))
	return signal
}

func (a *AbortSignal) Aborted() bool { return a.Reason != nil }

// reasonOr is the abort reason for a given value: undefined counts as not given.
func (a *AbortSignal) reasonOr(v goja.Value) goja.Value {
	if goja.IsUndefined(v) {
		return a.Scope.Realm.NewDOMException("AbortError", "This operation was aborted")
	}
	return v
}

// Add is "to add an algorithm to an AbortSignal object". The result is for remove.
//
// https://dom.spec.whatwg.org/#abortsignal-add
func (a *AbortSignal) Add(algorithm func()) *AbortAlgorithm {
	// 1. If signal is aborted, then return.
	if a.Aborted() {
		return nil
	}
	// 2. Append algorithm to signal's abort algorithms.
	added := &AbortAlgorithm{algorithm}
	a.algorithms = append(a.algorithms, added)
	a.observe()
	return added
}

// Remove is "to remove an algorithm from an AbortSignal". One that was removed already, or is nil, does not matter.
//
// https://dom.spec.whatwg.org/#abortsignal-remove
func (a *AbortSignal) Remove(algorithm *AbortAlgorithm) {
	if algorithm == nil || algorithm.run == nil {
		return
	}
	algorithm.run = nil
	if a.Aborted() {
		return // they are running, or have run
	}
	// Half of the list at most is of no use, so that it costs the same however many there are.
	if a.removed++; a.removed > len(a.algorithms)/2 {
		a.algorithms = slices.DeleteFunc(a.algorithms, func(algorithm *AbortAlgorithm) bool { return algorithm.run == nil })
		a.removed = 0
	}
	a.observe()
}

// SignalAbort is "to signal abort, given an AbortSignal object and an optional reason".
//
// https://dom.spec.whatwg.org/#abortsignal-signal-abort
func (a *AbortSignal) SignalAbort(reason goja.Value) {
	// 1. If signal is aborted, then return.
	if a.Aborted() {
		return
	}
	// 2. Set signal's abort reason to reason if it is given; otherwise to a new "AbortError" DOMException.
	a.Reason = a.reasonOr(reason)
	// 3. Let dependentSignalsToAbort be a new list.
	var dependentSignalsToAbort []*AbortSignal
	// 4. For each dependentSignal of signal's dependent signals: if dependentSignal is not aborted: set its abort
	//    reason to signal's abort reason; append it to dependentSignalsToAbort.
	for _, p := range a.dependents {
		if d := p.Value(); d != nil && !d.Aborted() {
			d.Reason = a.Reason
			dependentSignalsToAbort = append(dependentSignalsToAbort, d)
		}
	}
	// 5. Run the abort steps for signal.
	a.runAbortSteps()
	// 6. For each dependentSignal of dependentSignalsToAbort, run the abort steps for dependentSignal.
	for _, d := range dependentSignalsToAbort {
		d.runAbortSteps()
	}
}

// runAbortSteps is "to run the abort steps for an AbortSignal".
//
// https://dom.spec.whatwg.org/#run-the-abort-steps
func (a *AbortSignal) runAbortSteps() {
	// 1. For each algorithm of signal's abort algorithms: run algorithm.
	// 2. Empty signal's abort algorithms.
	algorithms := a.algorithms
	a.algorithms = nil
	for _, algorithm := range algorithms {
		if run := algorithm.run; run != nil {
			algorithm.run = nil
			run()
		}
	}
	// 3. Fire an event named abort at signal.
	if a.HasListener("abort") {
		Fire(a.Scope, CreateEvent(a.Scope, Event{}, "abort", false), &a.EventTarget)
	}
	// Aborted once, it depends on nothing any more.
	for _, source := range a.sources {
		delete(source.observed, a)
	}
	a.sources, a.dependents, a.observed = nil, nil, nil
}

// dependentAbortSignal is "to create a dependent abort signal from a list of AbortSignal objects".
//
// https://dom.spec.whatwg.org/#create-a-dependent-abort-signal
func dependentAbortSignal(s *scope.Scope, signals []*AbortSignal) *AbortSignal {
	// 1. Let resultSignal be a new object implementing signalInterface using realm.
	resultSignal := NewAbortSignal(s)
	// 2. For each signal of signals: if signal is aborted, then set resultSignal's abort reason to signal's abort
	//    reason and return resultSignal.
	for _, signal := range signals {
		if signal.Aborted() {
			resultSignal.Reason = signal.Reason
			return resultSignal
		}
	}
	// 3. Set resultSignal's dependent to true.
	resultSignal.dependent = true
	resultSignal.ListenersChanged = resultSignal.observe
	// 4. For each signal of signals: if its dependent is false, link resultSignal with it; otherwise with each of its
	//    source signals.
	for _, signal := range signals {
		if !signal.dependent {
			resultSignal.follow(signal)
			continue
		}
		for _, sourceSignal := range signal.sources {
			resultSignal.follow(sourceSignal)
		}
	}
	// 5. Return resultSignal.
	return resultSignal
}

// follow appends source to a's source signals and a to source's dependent signals.
func (a *AbortSignal) follow(source *AbortSignal) {
	for _, s := range a.sources {
		if s == source {
			return
		}
	}
	a.sources = append(a.sources, source)
	if len(source.dependents) == cap(source.dependents) {
		source.sweepDependents()
	}
	source.dependents = append(source.dependents, weak.Make(a))
}

// sweepDependents forgets the dependent signals that were collected. It is called when the list is full, so that its
// length stays proportional to those alive.
func (a *AbortSignal) sweepDependents() {
	alive := a.dependents[:0]
	for _, p := range a.dependents {
		if p.Value() != nil {
			alive = append(alive, p)
		}
	}
	clear(a.dependents[len(alive):])
	a.dependents = alive
}

// observe keeps a dependent signal alive while somebody would notice its abort.
//
// https://dom.spec.whatwg.org/#abort-signal-garbage-collection
func (a *AbortSignal) observe() {
	if !a.dependent || a.Aborted() {
		return
	}
	noticed := len(a.algorithms) > a.removed || a.HasListener("abort")
	for _, source := range a.sources {
		if !noticed {
			delete(source.observed, a)
			continue
		}
		if source.observed == nil {
			source.observed = map[*AbortSignal]struct{}{}
		}
		source.observed[a] = struct{}{}
	}
}

// InspectProperties is what console.log shows of the signal.
func (a *AbortSignal) InspectProperties() []inspect.Property {
	properties := []inspect.Property{{Name: "aborted", Value: a.Scope.VM.ToValue(a.Aborted())}}
	if a.Aborted() {
		properties = append(properties, inspect.Property{Name: "reason", Value: a.Reason})
	}
	return properties
}
