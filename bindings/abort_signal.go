package bindings

import (
	"slices"
	"weak"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// AbortSignal is the state of an AbortSignal object.
//
// https://dom.spec.whatwg.org/#abortsignal
type AbortSignal struct {
	EventTarget
	reason     goja.Value // abort reason: nil while not aborted
	algorithms []*abortAlgorithm
	removed    int // algorithms that were removed and are still there
	dependent  bool
	sources    []*AbortSignal // source signals of a dependent signal
	// dependent signals: weak, but those that somebody listens to are kept alive.
	dependents []weak.Pointer[AbortSignal]
	observed   map[*AbortSignal]struct{}
}

// abortAlgorithm is an abort algorithm, nil once it was removed.
type abortAlgorithm struct{ run func() }

// abortSignalInterface is filled in by init: its operations create objects of it, which Go takes for an initialization cycle.
var abortSignalInterface = new(webidl.Interface)

func init() {
	*abortSignalInterface = webidl.Interface{
		Name:   "AbortSignal",
		Parent: eventTargetInterface,
		Is:     func(state any) bool { _, ok := state.(*AbortSignal); return ok },
		Statics: []webidl.Operation{
			{Name: "abort", Call: func(c webidl.Call) goja.Value {
				// https://dom.spec.whatwg.org/#dom-abortsignal-abort
				// 1. Let signal be a new AbortSignal object.
				signal := scopeOf(c).newAbortSignal()
				// 2. Set signal's abort reason to reason if it is given; otherwise to a new "AbortError" DOMException.
				signal.reason = signal.reasonOr(c.Arg(0))
				// 3. Return signal.
				return signal.object
			}},
			{Name: "timeout", Length: 1, Call: func(c webidl.Call) goja.Value {
				// https://dom.spec.whatwg.org/#dom-abortsignal-timeout
				milliseconds := c.EnforceRange(c.Args[0], "parameter 1")
				s := scopeOf(c)
				s.checkTimers(c)
				// 1. Let signal be a new AbortSignal object.
				signal := s.newAbortSignal()
				s.timersArmed++
				// 3. Run steps after a timeout given global, "AbortSignal-timeout", milliseconds, and: queue a global
				//    task to signal abort given signal and a new "TimeoutError" DOMException. As in Node, the timeout
				//    does not keep the program up.
				s.loop.AfterFunc(duration(float64(milliseconds)), false, eventloop.TaskFunc(func() {
					s.enter()
					s.timersArmed--
					signal.signalAbort(s.realm.NewDOMException("TimeoutError", "The operation was aborted due to timeout"))
				}))
				// 4. Return signal.
				return signal.object
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
				return scopeOf(c).dependentAbortSignal(signals).object
			}},
		},
		Attributes: []webidl.Attribute{
			{Name: "aborted", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(*AbortSignal).aborted()) }},
			{Name: "reason", Get: func(c webidl.Call) goja.Value {
				if reason := c.State.(*AbortSignal).reason; reason != nil {
					return reason
				}
				return goja.Undefined()
			}},
			eventHandlerAttribute("onabort", "abort", nil),
		},
		Operations: []webidl.Operation{
			{Name: "throwIfAborted", Call: func(c webidl.Call) goja.Value {
				// https://dom.spec.whatwg.org/#dom-abortsignal-throwifaborted
				if reason := c.State.(*AbortSignal).reason; reason != nil {
					panic(reason)
				}
				return goja.Undefined()
			}},
		},
	}
}

func (s *Core) newAbortSignal() *AbortSignal {
	signal := &AbortSignal{}
	signal.init(s, s.realm.New(abortSignalInterface, signal))
	return signal
}

func (a *AbortSignal) aborted() bool { return a.reason != nil }

// reasonOr is the abort reason for a given value: undefined counts as not given.
func (a *AbortSignal) reasonOr(v goja.Value) goja.Value {
	if goja.IsUndefined(v) {
		return a.scope.realm.NewDOMException("AbortError", "This operation was aborted")
	}
	return v
}

// add is "to add an algorithm to an AbortSignal object". The result is for remove.
//
// https://dom.spec.whatwg.org/#abortsignal-add
func (a *AbortSignal) add(algorithm func()) *abortAlgorithm {
	// 1. If signal is aborted, then return.
	if a.aborted() {
		return nil
	}
	// 2. Append algorithm to signal's abort algorithms.
	added := &abortAlgorithm{algorithm}
	a.algorithms = append(a.algorithms, added)
	a.observe()
	return added
}

// remove is "to remove an algorithm from an AbortSignal". One that was removed already, or is nil, does not matter.
//
// https://dom.spec.whatwg.org/#abortsignal-remove
func (a *AbortSignal) remove(algorithm *abortAlgorithm) {
	if algorithm == nil || algorithm.run == nil {
		return
	}
	algorithm.run = nil
	if a.aborted() {
		return // they are running, or have run
	}
	// Half of the list at most is of no use, so that it costs the same however many there are.
	if a.removed++; a.removed > len(a.algorithms)/2 {
		a.algorithms = slices.DeleteFunc(a.algorithms, func(algorithm *abortAlgorithm) bool { return algorithm.run == nil })
		a.removed = 0
	}
	a.observe()
}

// signalAbort is "to signal abort, given an AbortSignal object and an optional reason".
//
// https://dom.spec.whatwg.org/#abortsignal-signal-abort
func (a *AbortSignal) signalAbort(reason goja.Value) {
	// 1. If signal is aborted, then return.
	if a.aborted() {
		return
	}
	// 2. Set signal's abort reason to reason if it is given; otherwise to a new "AbortError" DOMException.
	a.reason = a.reasonOr(reason)
	// 3. Let dependentSignalsToAbort be a new list.
	var dependentSignalsToAbort []*AbortSignal
	// 4. For each dependentSignal of signal's dependent signals: if dependentSignal is not aborted: set its abort
	//    reason to signal's abort reason; append it to dependentSignalsToAbort.
	for _, p := range a.dependents {
		if d := p.Value(); d != nil && !d.aborted() {
			d.reason = a.reason
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
	if a.hasListener("abort") {
		a.scope.fire(createEvent(a.scope, eventInterface, Event{}, "abort", false), &a.EventTarget)
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
func (s *Core) dependentAbortSignal(signals []*AbortSignal) *AbortSignal {
	// 1. Let resultSignal be a new object implementing signalInterface using realm.
	resultSignal := s.newAbortSignal()
	// 2. For each signal of signals: if signal is aborted, then set resultSignal's abort reason to signal's abort
	//    reason and return resultSignal.
	for _, signal := range signals {
		if signal.aborted() {
			resultSignal.reason = signal.reason
			return resultSignal
		}
	}
	// 3. Set resultSignal's dependent to true.
	resultSignal.dependent = true
	resultSignal.listenersChanged = resultSignal.observe
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
	if !a.dependent || a.aborted() {
		return
	}
	noticed := len(a.algorithms) > a.removed || a.hasListener("abort")
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
	properties := []inspect.Property{{Name: "aborted", Value: a.scope.vm.ToValue(a.aborted())}}
	if a.aborted() {
		properties = append(properties, inspect.Property{Name: "reason", Value: a.reason})
	}
	return properties
}
