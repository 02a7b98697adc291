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
	Reason     goja.Value // the abort reason, nil while the signal is not aborted
	algorithms []*AbortAlgorithm
	removed    int // the number of removed algorithms that are still in the list
	dependent  bool
	sources    []*AbortSignal // the source signals of a dependent signal
	// dependents are the dependent signals, which it does not keep alive. observed keeps those
	// alive that have abort algorithms or listeners.
	dependents []weak.Pointer[AbortSignal]
	observed   map[*AbortSignal]struct{}
}

// AbortAlgorithm is an abort algorithm. run is nil once the algorithm was removed or has run.
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
			// 2. Set signal's abort reason to reason if it is given; otherwise to a new
			//    "AbortError" DOMException.
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
			// 3. Run steps after a timeout given global, "AbortSignal-timeout", milliseconds, and:
			//    queue a global task to signal abort given signal and a new "TimeoutError"
			//    DOMException. As in Node, the timeout does not keep the program running.
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

// NewAbortSignal returns a new signal that is not aborted.
func NewAbortSignal(s *scope.Scope) *AbortSignal {
	signal := &AbortSignal{}
	signal.Init(s, s.Realm.New(signal))
	return signal
}

// Aborted reports whether the signal is aborted.
//
// https://dom.spec.whatwg.org/#abortsignal-aborted
func (a *AbortSignal) Aborted() bool { return a.Reason != nil }

// reasonOr returns v as the abort reason, or a new "AbortError" DOMException if v is undefined.
func (a *AbortSignal) reasonOr(v goja.Value) goja.Value {
	if goja.IsUndefined(v) {
		return a.Scope.Realm.NewDOMException("AbortError", "This operation was aborted")
	}
	return v
}

// Add implements "add an algorithm to an AbortSignal object". It returns nil if the signal is
// aborted, and otherwise the argument for Remove.
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

// Remove implements "remove an algorithm from an AbortSignal". It does nothing if algorithm is nil
// or was removed before.
//
// https://dom.spec.whatwg.org/#abortsignal-remove
func (a *AbortSignal) Remove(algorithm *AbortAlgorithm) {
	if algorithm == nil || algorithm.run == nil {
		return
	}
	algorithm.run = nil
	if a.Aborted() {
		return // runAbortSteps has taken the list
	}
	// Deleting only once more than half of the list is unused makes the cost of a removal
	// independent of the length of the list.
	if a.removed++; a.removed > len(a.algorithms)/2 {
		a.algorithms = slices.DeleteFunc(a.algorithms, func(algorithm *AbortAlgorithm) bool { return algorithm.run == nil })
		a.removed = 0
	}
	a.observe()
}

// SignalAbort implements "signal abort, given an AbortSignal object and an optional reason".
//
// https://dom.spec.whatwg.org/#abortsignal-signal-abort
func (a *AbortSignal) SignalAbort(reason goja.Value) {
	// 1. If signal is aborted, then return.
	if a.Aborted() {
		return
	}
	// 2. Set signal's abort reason to reason if it is given; otherwise to a new "AbortError"
	//    DOMException.
	a.Reason = a.reasonOr(reason)
	// 3. Let dependentSignalsToAbort be a new list.
	var dependentSignalsToAbort []*AbortSignal
	// 4. For each dependentSignal of signal's dependent signals: if dependentSignal is not aborted:
	//    set its abort reason to signal's abort reason; append it to dependentSignalsToAbort.
	for _, p := range a.dependents {
		if d := p.Value(); d != nil && !d.Aborted() {
			d.Reason = a.Reason
			dependentSignalsToAbort = append(dependentSignalsToAbort, d)
		}
	}
	// 5. Run the abort steps for signal.
	a.runAbortSteps()
	// 6. For each dependentSignal of dependentSignalsToAbort, run the abort steps for
	//    dependentSignal.
	for _, d := range dependentSignalsToAbort {
		d.runAbortSteps()
	}
}

// runAbortSteps implements "run the abort steps for an AbortSignal".
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
	// An aborted signal depends on no other signal any more.
	for _, source := range a.sources {
		delete(source.observed, a)
	}
	a.sources, a.dependents, a.observed = nil, nil, nil
}

// dependentAbortSignal implements "create a dependent abort signal from a list of AbortSignal
// objects".
//
// https://dom.spec.whatwg.org/#create-a-dependent-abort-signal
func dependentAbortSignal(s *scope.Scope, signals []*AbortSignal) *AbortSignal {
	// 1. Let resultSignal be a new object implementing signalInterface using realm.
	resultSignal := NewAbortSignal(s)
	// 2. For each signal of signals: if signal is aborted, then set resultSignal's abort reason to
	//    signal's abort reason and return resultSignal.
	for _, signal := range signals {
		if signal.Aborted() {
			resultSignal.Reason = signal.Reason
			return resultSignal
		}
	}
	// 3. Set resultSignal's dependent to true.
	resultSignal.dependent = true
	resultSignal.ListenersChanged = resultSignal.observe
	// 4. For each signal of signals: if its dependent is false, link resultSignal with it;
	//    otherwise with each of its source signals.
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

// follow appends source to a's source signals and a to source's dependent signals, unless it was
// done before.
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

// sweepDependents deletes the dependent signals that were garbage collected. It is called when the
// list is full, so that the length of the list stays proportional to the number of signals alive.
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

// observe keeps a dependent signal alive while it has abort algorithms or listeners for its abort
// event.
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

// InspectProperties returns the properties that console.log shows.
func (a *AbortSignal) InspectProperties() []inspect.Property {
	properties := []inspect.Property{{Name: "aborted", Value: a.Scope.VM.ToValue(a.Aborted())}}
	if a.Aborted() {
		properties = append(properties, inspect.Property{Name: "reason", Value: a.Reason})
	}
	return properties
}
