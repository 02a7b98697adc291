package dom

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// EventTarget is the state of an EventTarget object.
//
// https://dom.spec.whatwg.org/#interface-eventtarget
type EventTarget struct {
	Scope  *scope.Scope
	Object *goja.Object

	// listeners is the event listener list. Dispatch iterates over this slice without cloning it as
	// the standard does; walkers counts the iterations under way. Meanwhile, and in long lists,
	// listeners are only appended or marked as removed (stale counts those); sweep deletes them
	// later.
	listeners []*eventListener
	walkers   int32
	stale     int32
	capturing int32 // the number of listeners with capture set, without removed ones
	// index has the listeners with a callback. It is nil while the list is short.
	index map[listenerKey]*eventListener

	handlers []*eventHandler

	// ListenersChanged, if not nil, is called after a listener was added or removed.
	ListenersChanged func()
}

// listenerKey identifies a listener within a list.
type listenerKey struct {
	typ      string
	callback *goja.Object
	capture  bool
}

// longList is the length above which a list has an index.
const longList = 32

// eventListener is an event listener.
//
// https://dom.spec.whatwg.org/#concept-event-listener
type eventListener struct {
	typ      string
	callback *goja.Object  // nil for the listener of an event handler
	function goja.Callable // callback as a function, nil if it is not callable
	handler  *eventHandler
	capture  bool
	passive  bool
	once     bool
	removed  bool
	signal   *AbortSignal
	// onAbort is the abort algorithm of signal that removes the listener.
	onAbort *AbortAlgorithm
}

// perScope is the state that the DOM Standard keeps for each scope.
type perScope struct {
	global       EventTarget // the global object
	currentEvent *Event      // the current event of a Window
	latestType   *eventType  // the type of the latest event
}

var state = scope.NewState[perScope]()

// GlobalTarget returns the global object as an EventTarget.
func GlobalTarget(s *scope.Scope) *EventTarget { return &state.Of(s).global }

// CurrentEvent returns the current event of a Window. It is nil outside of dispatch and in scopes
// of other kinds.
//
// https://dom.spec.whatwg.org/#window-current-event
func CurrentEvent(s *scope.Scope) *Event { return state.Of(s).currentEvent }

// TargetState is implemented by the states of all objects that implement EventTarget.
type TargetState interface{ eventTarget() *EventTarget }

func (t *EventTarget) eventTarget() *EventTarget { return t }

func thisTarget(c webidl.Call) *EventTarget { return c.State.(TargetState).eventTarget() }

// Init sets the scope and the object of an EventTarget that is embedded in another state.
func (t *EventTarget) Init(s *scope.Scope, object *goja.Object) {
	t.Scope, t.Object = s, object
}

// value returns the object, or null if t is nil.
func (t *EventTarget) value() goja.Value {
	if t == nil {
		return goja.Null()
	}
	return t.Object
}

var EventTargetInterface = &webidl.Interface{
	Name: "EventTarget",
	Is:   func(state any) bool { _, ok := state.(TargetState); return ok },
	Constructor: &webidl.Constructor{New: func(c webidl.Call) any {
		t := &EventTarget{}
		t.Init(scope.Of(c), c.This)
		return t
	}},
	Operations: []webidl.Operation{
		{Name: "addEventListener", Length: 2, Call: func(c webidl.Call) goja.Value {
			// https://dom.spec.whatwg.org/#dom-eventtarget-addeventlistener
			typ := ComparableString(c.DOMString(c.Args[0]))
			callback := eventListenerCallback(c, c.Args[1])
			// 1. Let capture, passive, once, and signal be the result of flattening more options.
			l := flattenMore(c, c.Arg(2))
			// 2. Add an event listener with this and an event listener whose type is type, callback
			//    is callback, …
			if callback != nil {
				l.typ, l.callback = typ, callback
				l.function, _ = goja.AssertFunction(callback)
				thisTarget(c).addEventListener(l)
			}
			return goja.Undefined()
		}},
		{Name: "removeEventListener", Length: 2, Call: func(c webidl.Call) goja.Value {
			// https://dom.spec.whatwg.org/#dom-eventtarget-removeeventlistener
			typ := ComparableString(c.DOMString(c.Args[0]))
			callback := eventListenerCallback(c, c.Args[1])
			// 1. Let capture be the result of flattening options.
			capture := flatten(c, c.Arg(2))
			// 2. If this's event listener list contains an event listener whose type is type,
			//    callback is callback, and capture is capture, then remove an event listener with
			//    this and that event listener.
			if callback != nil {
				t := thisTarget(c)
				if l := t.find(listenerKey{typ, callback, capture}); l != nil {
					t.removeEventListener(l)
				}
			}
			return goja.Undefined()
		}},
		{Name: "dispatchEvent", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://dom.spec.whatwg.org/#dom-eventtarget-dispatchevent
			state, ok := c.Realm.State(c.Args[0]).(eventState)
			if !ok {
				c.TypeError("parameter 1 is not of type 'Event'.")
			}
			e := state.event()
			// 1. If event's dispatch flag is set, or if its initialized flag is not set, then throw
			//    an "InvalidStateError" DOMException. (The initialized flag is always set.)
			if e.Dispatching {
				c.Throw("InvalidStateError", "The event is already being dispatched.")
			}
			// 2. Initialize event's isTrusted attribute to false.
			e.trusted = false
			// 3. Return the result of dispatching event to this.
			return c.VM.ToValue(dispatch(scope.Of(c), e, thisTarget(c)))
		}},
	},
}

// eventListenerCallback converts an argument of type EventListener?, a callback interface type, to
// which any object can be converted. It returns nil for null.
//
// https://webidl.spec.whatwg.org/#js-callback-interface
func eventListenerCallback(c webidl.Call, v goja.Value) *goja.Object {
	if o, ok := v.(*goja.Object); ok {
		return o
	}
	if !goja.IsUndefined(v) && !goja.IsNull(v) {
		c.TypeError("parameter 2 is not of type 'Object'.")
	}
	return nil
}

// flatten implements "flatten options".
//
// https://dom.spec.whatwg.org/#concept-flatten-options
func flatten(c webidl.Call, options goja.Value) (capture bool) {
	// 1. If options is a boolean, then return options.
	if d, isDictionary := listenerOptions(options); isDictionary {
		// 2. Return options["capture"].
		return webidlBool(d, "capture")
	}
	return options.ToBoolean()
}

// flattenMore implements "flatten more options".
//
// https://dom.spec.whatwg.org/#event-flatten-more
func flattenMore(c webidl.Call, options goja.Value) *eventListener {
	// 1. Let capture be the result of flattening options.
	// 2. Let once be false.
	// 3. Let passive and signal be null.
	l := &eventListener{}
	d, isDictionary := listenerOptions(options)
	if !isDictionary {
		l.capture = options.ToBoolean()
		return l
	}
	l.capture = webidlBool(d, "capture")
	// 4. If options is a dictionary, then: set once, passive and signal to its members.
	l.once = webidlBool(d, "once")
	l.passive = webidlBool(d, "passive")
	if d != nil {
		if v := d.Get("signal"); v != nil && !goja.IsUndefined(v) {
			signal, ok := c.Realm.State(v).(*AbortSignal)
			if !ok {
				c.TypeError("member signal is not of type 'AbortSignal'.")
			}
			l.signal = signal
		}
	}
	return l
}

// listenerOptions reports whether v converts to the dictionary of the union
// (AddEventListenerOptions or boolean), and returns the dictionary. It is nil for undefined and
// null.
//
// https://webidl.spec.whatwg.org/#js-union
func listenerOptions(v goja.Value) (d *goja.Object, isDictionary bool) {
	if o, ok := v.(*goja.Object); ok {
		return o, true
	}
	return nil, goja.IsUndefined(v) || goja.IsNull(v)
}

func webidlBool(d *goja.Object, member string) bool {
	if d == nil {
		return false
	}
	v := d.Get(member)
	return v != nil && v.ToBoolean()
}

// addEventListener implements "add an event listener".
//
// https://dom.spec.whatwg.org/#add-an-event-listener
func (t *EventTarget) addEventListener(l *eventListener) {
	// 1. The step is about ServiceWorkerGlobalScope, which does not exist here.
	// 2. If listener's signal is not null and is aborted, then return.
	if l.signal != nil && l.signal.Aborted() {
		return
	}
	// 3. If listener's callback is null, then return. (The caller does that.)
	// 4. If listener's passive is null, then set it to the default passive value. (That is false
	//    for every target here.)
	// 5. If eventTarget's event listener list does not contain an event listener whose type is
	//    listener's type, callback is listener's callback, and capture is listener's capture, then
	//    append listener to it.
	if l.callback != nil && t.find(l.key()) != nil {
		return
	}
	t.append(l)
	// 6. If listener's signal is not null, then add the following abort steps to it: remove an
	//    event listener with eventTarget and listener.
	if l.signal != nil {
		l.onAbort = l.signal.Add(func() { t.removeEventListener(l) })
	}
	if t.ListenersChanged != nil {
		t.ListenersChanged()
	}
}

// removeEventListener implements "remove an event listener".
//
// https://dom.spec.whatwg.org/#remove-an-event-listener
func (t *EventTarget) removeEventListener(l *eventListener) {
	// 1. The step is about ServiceWorkerGlobalScope, which does not exist here.
	// 2. Set listener's removed to true and remove listener from eventTarget's event listener list.
	if l.removed {
		return
	}
	l.removed = true
	if l.capture {
		t.capturing--
	}
	if l.onAbort != nil {
		l.signal.Remove(l.onAbort)
	}
	if t.index != nil && l.callback != nil {
		delete(t.index, l.key())
	}
	if t.walkers > 0 || len(t.listeners) > longList {
		t.stale++
		if t.stale > longList/2 && int(t.stale) > len(t.listeners)/2 {
			t.sweep()
		}
	} else if i := slices.Index(t.listeners, l); i >= 0 {
		t.listeners = slices.Delete(t.listeners, i, i+1)
	}
	if t.ListenersChanged != nil {
		t.ListenersChanged()
	}
}

func (l *eventListener) key() listenerKey { return listenerKey{l.typ, l.callback, l.capture} }

// find returns the listener with this type, callback and capture, or nil.
func (t *EventTarget) find(key listenerKey) *eventListener {
	if t.index != nil {
		return t.index[key]
	}
	for _, l := range t.listeners {
		if l.callback == key.callback && l.typ == key.typ && l.capture == key.capture && !l.removed {
			return l
		}
	}
	return nil
}

// append appends a listener that is not in the list yet.
func (t *EventTarget) append(l *eventListener) {
	t.listeners = append(t.listeners, l)
	if l.capture {
		t.capturing++
	}
	switch {
	case t.index != nil && l.callback != nil:
		t.index[l.key()] = l
	case t.index == nil && len(t.listeners) > longList:
		t.index = make(map[listenerKey]*eventListener, 2*longList)
		for _, l := range t.listeners {
			if l.callback != nil && !l.removed {
				t.index[l.key()] = l
			}
		}
	}
}

// sweep deletes the removed listeners from the list. If a dispatch is iterating over the list,
// sweep replaces it by a copy first.
func (t *EventTarget) sweep() {
	if t.walkers > 0 {
		t.listeners = slices.Clone(t.listeners)
	}
	t.listeners = slices.DeleteFunc(t.listeners, func(l *eventListener) bool { return l.removed })
	t.stale = 0
	if len(t.listeners) <= longList/2 {
		t.index = nil
		if cap(t.listeners) > 2*longList {
			t.listeners = slices.Clone(t.listeners)
		}
	}
}

// HasListener reports whether there is a listener for events of this type.
func (t *EventTarget) HasListener(typ string) bool {
	for _, l := range t.listeners {
		if l.typ == typ && !l.removed {
			return true
		}
	}
	return false
}

// dispatch implements "dispatch an event to a target". It returns false if the event was canceled.
//
// No event target has a parent, so the event path is the target alone. The steps about shadow
// trees, related targets, touch targets and activation behavior would do nothing and are left out.
//
// https://dom.spec.whatwg.org/#concept-event-dispatch
func dispatch(s *scope.Scope, e *Event, target *EventTarget) bool {
	// 1. Set event's dispatch flag. The phase and the current target, steps 5.13.1. and 5.14.1.,
	//    follow from it.
	e.Dispatching = true
	// 5.3. Append to an event path with event, target, targetOverride, …
	e.target = target
	// 5.13. For each struct in event's path, in reverse order: …
	//       1. If struct's shadow-adjusted target is non-null, then set event's eventPhase
	//          attribute to AT_TARGET.
	//       3. Invoke with struct, event, "capturing", …
	if target.capturing > 0 { // otherwise it would call no listener
		invoke(s, e, target, true)
	}
	// 5.14. For each struct in event's path: …
	//       3. Invoke with struct, event, "bubbling", …
	invoke(s, e, target, false)
	// 6. Set event's eventPhase attribute to NONE.
	// 7. Set event's currentTarget attribute to null.
	// 8. Set event's path to the empty list.
	// 9. Unset event's dispatch flag, stop propagation flag, and stop immediate propagation flag.
	//    This does steps 6 to 8 too.
	e.Dispatching, e.propagation = false, goesOn
	// 12. Return false if event's canceled flag is set; otherwise true.
	return !e.canceled
}

// invoke implements "invoke, given an event path item, an event and a phase".
//
// https://dom.spec.whatwg.org/#concept-event-listener-invoke
func invoke(s *scope.Scope, e *Event, target *EventTarget, capturing bool) {
	// 6. If event's stop propagation flag is set, then return.
	if e.propagation != goesOn {
		return
	}
	// 7. Initialize event's currentTarget attribute to pathItem's invocation target. (During
	//    dispatch it is the target.)
	// 8. Let listeners be a clone of event's currentTarget attribute value's event listener list.
	listeners := target.listeners
	if len(listeners) == 0 {
		return
	}
	target.walkers++
	defer func() {
		if target.walkers--; target.walkers == 0 && target.stale > 0 {
			target.sweep()
		}
	}()
	// 10. Let found be the result of running inner invoke with event, listeners, phase, …
	// 11. The step is about legacy event types (webkitAnimationEnd, …), which nothing fires here.
	innerInvoke(s, e, target, listeners, capturing)
}

// innerInvoke implements "inner invoke, given an event, listeners and a phase".
//
// https://dom.spec.whatwg.org/#concept-event-listener-inner-invoke
func innerInvoke(s *scope.Scope, e *Event, target *EventTarget, listeners []*eventListener, capturing bool) {
	// 2. For each listener of listeners, whose removed is false:
	for _, l := range listeners {
		// 1. If event's type attribute value is not listener's type, then continue.
		// 3. If phase is "capturing" and listener's capture is false, then continue.
		// 4. If phase is "bubbling" and listener's capture is true, then continue.
		if l.removed || e.typ.key != l.typ || l.capture != capturing {
			continue
		}
		// 5. If listener's once is true, then remove an event listener given event's currentTarget
		//    attribute value and listener.
		if l.once {
			target.removeEventListener(l)
		}
		// 6. Let global be listener callback's associated realm's global object. (There is one
		//    realm.)
		// 7. Let currentEvent be undefined.
		// 8. If global is a Window object, then: set currentEvent to global's current event; set
		//    global's current event to event.
		inWindow := s.Kind == scope.Window
		var currentEvent *Event
		if inWindow {
			dom := state.Of(s)
			currentEvent, dom.currentEvent = dom.currentEvent, e
		}
		// 9. If listener's passive is true, then set event's in passive listener flag.
		e.inPassiveListener = l.passive
		// 11. Call a user object's operation with listener's callback, "handleEvent", « event »,
		//     and event's currentTarget attribute value. If this throws an exception: report it.
		var err error
		if l.handler != nil {
			err = processEventHandler(s, l.handler, e)
		} else {
			err = callHandleEvent(s, l, e)
		}
		if err != nil {
			s.ReportException(err)
		}
		// 12. Unset event's in passive listener flag.
		e.inPassiveListener = false
		// 13. If global is a Window object, then set global's current event to currentEvent.
		if inWindow {
			state.Of(s).currentEvent = currentEvent
		}
		// 14. If event's stop immediate propagation flag is set, then break.
		if e.propagation == stoppedImmediately || s.Terminating {
			break
		}
	}
}

// callHandleEvent implements "call a user object's operation" handleEvent.
//
// https://webidl.spec.whatwg.org/#call-a-user-objects-operation
func callHandleEvent(s *scope.Scope, l *eventListener, e *Event) error {
	this, f := e.target.Object, l.function
	if f == nil {
		// 10. If IsCallable(O) is false: let getResult be Get(O, opName); if it is not callable,
		//     throw a TypeError.
		// Getting and calling are one call into the engine, so that one microtask checkpoint
		// follows and an interrupt of either is returned.
		this = l.callback
		f, _ = goja.AssertFunction(s.Realm.NewFunction("handleEvent", 1, func(c goja.FunctionCall) goja.Value {
			method, ok := goja.AssertFunction(l.callback.Get("handleEvent"))
			if !ok {
				panic(s.VM.NewTypeError("The event listener object has no callable 'handleEvent' property."))
			}
			v, err := method(c.This, c.Arguments...)
			if err != nil {
				panic(err)
			}
			return v
		}))
	}
	_, err := s.Call(f, this, e.Object)
	return err
}
