package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/scope"
	weburl "github.com/gojs-runtime/gojs/internal/url"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// windowScope is the state of the only Window of a program, which has no document. The attribute
// document is absent, since the standard does not allow it to be null.
//
// https://html.spec.whatwg.org/multipage/nav-history-apis.html#the-window-object
type windowScope struct {
	*globalScope
	name     goja.Value
	status   goja.Value
	opener   goja.Value
	location *goja.Object
	// posted is the number of messages that are queued for this window.
	posted int

	objectValueOf goja.Value // %Object.prototype.valueOf%
}

func thisWindow(c webidl.Call) *windowScope { return c.State.(*windowScope) }

// windowKind is the kind of the global scope of a page.
var windowKind = GlobalKind{
	Interfaces: []*webidl.Interface{windowNavigatorInterface, domStringListInterface, locationInterface, windowInterface, sharedWorkerInterface},
	Global:     windowInterface,
	state: func(g *globalScope) globalState {
		valueOf := g.Scope.VM.NewObject().Prototype().Get("valueOf")
		return &windowScope{globalScope: g, name: webidl.EmptyString, status: webidl.EmptyString, opener: goja.Null(), objectValueOf: valueOf}
	},
}

// windowInterface is the interface Window.
var windowInterface = including(&webidl.Interface{
	Name:            "Window",
	Parent:          dom.EventTargetInterface,
	PrototypeParent: windowProperties,
	Is:              func(state any) bool { _, ok := state.(*windowScope); return ok },
	Own:             true,
	Attributes: []webidl.Attribute{
		// There is only this window: it is its own parent, has no frames, and no other window
		// opened it.
		{Name: "window", Unforgeable: true, Get: theWindow},
		selfAttribute(),
		{Name: "frames", Replaceable: true, Get: theWindow},
		{Name: "parent", Replaceable: true, Get: theWindow},
		{Name: "top", Unforgeable: true, Get: theWindow},
		{Name: "length", Replaceable: true, Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(0) }},
		{Name: "closed", Get: func(webidl.Call) goja.Value { return webidl.False }},
		{Name: "frameElement", Get: func(webidl.Call) goja.Value { return goja.Null() }},
		{
			Name: "opener",
			Get:  func(c webidl.Call) goja.Value { return thisWindow(c).opener },
			// https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-opener
			Set: func(c webidl.Call, v goja.Value) {
				w := thisWindow(c)
				// 1. If the given value is null and this's browsing context is non-null, then set
				//    this's browsing context's opener browsing context to null.
				if goja.IsNull(v) {
					w.opener = v
					return
				}
				// 2. If the given value is non-null, then perform ? DefinePropertyOrThrow(this,
				//    "opener", { … }).
				if err := c.This.DefineDataProperty("opener", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
					panic(err)
				}
			},
		},
		{
			Name: "name",
			Get:  func(c webidl.Call) goja.Value { return thisWindow(c).name },
			Set:  func(c webidl.Call, v goja.Value) { thisWindow(c).name = c.DOMString(v) },
		},
		{
			// Nothing shows the status:
			// https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-window-status
			Name: "status",
			Get:  func(c webidl.Call) goja.Value { return thisWindow(c).status },
			Set:  func(c webidl.Call, v goja.Value) { thisWindow(c).status = c.DOMString(v) },
		},
		{
			Name:        "location",
			Unforgeable: true,
			Get:         func(c webidl.Call) goja.Value { return thisWindow(c).locationObject() },
			// [PutForwards=href]
			Set: func(c webidl.Call, v goja.Value) {
				if err := thisWindow(c).locationObject().Set("href", v); err != nil {
					panic(err)
				}
			},
		},
		navigatorAttribute(windowNavigatorInterface),
		clientInformation(),
		// The agent cluster has only this window, but not because the window asked for that.
		{Name: "originAgentCluster", Get: func(webidl.Call) goja.Value { return webidl.False }},
		// https://dom.spec.whatwg.org/#dom-window-event
		{Name: "event", Replaceable: true, Get: func(c webidl.Call) goja.Value {
			// The event getter steps are to return this's current event.
			if e := dom.CurrentEvent(scope.Of(c)); e != nil {
				return e.Object
			}
			return goja.Undefined()
		}},
		dom.EventHandlerAttribute("onload", "load", nil), // of GlobalEventHandlers
	},
	Operations: []webidl.Operation{
		{Name: "postMessage", Length: 1, Call: postMessageToWindow},
		// These do nothing: a script can close only windows that it opened, nothing is loading that
		// stop could stop, and no window can have the focus.
		{Name: "close", Call: doNothing},
		{Name: "stop", Call: doNothing},
		{Name: "focus", Call: doNothing},
		{Name: "blur", Call: doNothing},
	},
}, windowOrWorkerGlobalScope, errorEventHandlers, windowEventHandlers)

// windowEventHandlers is the rest of the mixin WindowEventHandlers. Of these events only message
// and messageerror are fired here; scripts and Go code can dispatch the others.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#windoweventhandlers
var windowEventHandlers = func() *mixin {
	m := &mixin{}
	for _, typ := range []string{
		"afterprint", "beforeprint", "beforeunload", "hashchange", "languagechange", "message", "messageerror", "offline",
		"online", "pagehide", "pagereveal", "pageshow", "pageswap", "popstate", "storage", "unload",
	} {
		m.attributes = append(m.attributes, dom.EventHandlerAttribute("on"+typ, typ, nil))
	}
	return m
}()

func theWindow(c webidl.Call) goja.Value { return c.This }

func doNothing(webidl.Call) goja.Value { return goja.Undefined() }

// clientInformation returns the legacy alias of the attribute navigator.
//
// https://html.spec.whatwg.org/multipage/system-state.html#dom-clientinformation
func clientInformation() webidl.Attribute {
	a := navigatorAttribute(windowNavigatorInterface)
	a.Name, a.Replaceable = "clientInformation", true
	return a
}

// windowProperties returns the named properties object, which stands between the prototypes of
// Window and EventTarget. Without frames and a document it has no properties.
//
// https://webidl.spec.whatwg.org/#create-a-named-properties-object
//
// DEVIATION: it is an ordinary object, to which scripts can add properties.
func windowProperties(r *webidl.Realm) *goja.Object {
	o := r.VM.CreateObject(r.Prototype(dom.EventTargetInterface))
	tag := r.VM.ToValue("WindowProperties")
	if err := o.DefineDataPropertySymbol(goja.SymToStringTag, tag, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
	return o
}

// locationObject returns the Location object, which is made when a script first asks for it.
func (w *windowScope) locationObject() *goja.Object {
	if w.location == nil {
		w.location = newLocation(w.Scope, w.objectValueOf)
	}
	return w.location
}

// postMessageToWindow implements the operation postMessage with its two overloads.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-window-postmessage and
// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-window-postmessage-options
func postMessageToWindow(c webidl.Call) goja.Value {
	var transfer []*goja.Object
	// WindowPostMessageOptions: USVString targetOrigin = "/";
	targetOrigin := "/"
	// The type of the second of two arguments selects the overload:
	// https://webidl.spec.whatwg.org/#js-overloads
	_, isObject := c.Arg(1).(*goja.Object)
	if len(c.Args) < 3 && (isObject || goja.IsUndefined(c.Arg(1)) || goja.IsNull(c.Arg(1))) {
		options := c.Dictionary(1, "WindowPostMessageOptions")
		transfer = transferIn(c, options)
		if v := options.Get("targetOrigin"); v != nil {
			targetOrigin = c.USVString(v)
		}
	} else {
		targetOrigin = c.USVString(c.Args[1])
		if c.Has(2) {
			c.Sequence(c.Args[2], "parameter 3", addTo(&transfer, c))
		}
	}
	thisWindow(c).postMessage(c, c.Args[0], targetOrigin, transfer)
	return goja.Undefined()
}

// postMessage runs the window post message steps.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#window-post-message-steps
func (w *windowScope) postMessage(c webidl.Call, message goja.Value, targetOrigin string, transfer []*goja.Object) {
	s := w.Scope
	// 1. Let targetRealm be targetWindow's realm.
	// 2. Let incumbentSettings be the incumbent settings object: that of this window, since there
	//    is no other.
	// 3. Let targetOrigin be options["targetOrigin"].
	sameOrigin := true
	switch targetOrigin {
	// 4. If targetOrigin is a single U+002F SOLIDUS character (/), then set targetOrigin to
	//    incumbentSettings's origin.
	case "/":
	// 5. Otherwise, if targetOrigin is not a single U+002A ASTERISK character (*), then:
	case "*":
	default:
		// 1. Let parsedURL be the result of running the URL parser on targetOrigin.
		parsedURL, err := weburl.Parse(targetOrigin, nil)
		// 2. If parsedURL is failure, then throw a "SyntaxError" DOMException.
		if err != nil {
			c.Throw("SyntaxError", "Invalid target origin: %s. Use \"*\", \"/\" or an absolute URL.", err)
		}
		// 3. Set targetOrigin to parsedURL's origin. (An opaque origin equals no other origin.)
		origin := weburl.Origin(parsedURL)
		sameOrigin = origin != weburl.OpaqueOrigin && origin == s.Origin()
	}
	if s.Limits.QueuedMessages > 0 && w.posted >= s.Limits.QueuedMessages {
		c.Throw("QuotaExceededError", "%d messages are waiting for this window already.", w.posted)
	}
	// 6. Let transfer be options["transfer"].
	// 7. Let serializeWithTransferResult be StructuredSerializeWithTransfer(message, transfer).
	//    Rethrow any exceptions.
	serializeWithTransferResult, err := s.SerializeWithTransfer(message, transfer)
	if err != nil {
		s.ThrowCloneError(c, err)
	}
	// 8. Queue a global task on the posted message task source given targetWindow to run the
	//    following steps:
	w.posted++
	task := &postedMessage{window: w, record: serializeWithTransferResult, sameOrigin: sameOrigin}
	if !s.Loop.Post(task) {
		task.Dropped()
	}
}

// postedMessage is the task that the window post message steps queue.
type postedMessage struct {
	window     *windowScope
	record     *clone.Record
	sameOrigin bool // there is no target origin, or it is the origin of the window
}

// Dropped discards the message, because the loop was closed before the task ran.
func (m *postedMessage) Dropped() { m.record.Discard() }

// Run runs the steps of the task.
func (m *postedMessage) Run() {
	w, s := m.window, m.window.Scope
	s.Enter()
	w.posted--
	// 1. If the targetOrigin argument is not a single literal U+002A ASTERISK character (*) and
	//    targetWindow's associated Document's origin is not same origin with targetOrigin, then
	//    return.
	if !m.sameOrigin {
		m.record.Discard()
		return
	}
	// 2. Let origin be incumbentSettings's origin.
	// 3. Let source be the WindowProxy object corresponding to incumbentSettings's global object.
	rest := &messageEventRest{origin: s.VM.ToValue(s.Origin()), source: w.Object}
	// 4. Let deserializeRecord be StructuredDeserializeWithTransfer(serializeWithTransferResult,
	//    targetRealm). If this throws an exception, catch it, fire an event named messageerror at
	//    targetWindow, using MessageEvent, with its origin initialized to origin and the source
	//    attribute initialized to source, and then return.
	typ := "message"
	data, transferred, err := s.DeserializeWithTransfer(m.record)
	if err != nil {
		typ, data, transferred = "messageerror", goja.Null(), nil
	}
	if !w.HasListener(typ) {
		return // no script can observe the event
	}
	// 5. Let messageClone be deserializeRecord.[[Deserialized]].
	// 6. Let newPorts be a new frozen array consisting of all MessagePort objects in
	//    deserializeRecord.[[TransferredValues]], if any, maintaining their relative order.
	// 7. Fire an event named message at targetWindow, using MessageEvent, with its origin
	//    initialized to origin, the source attribute initialized to source, the data attribute
	//    initialized to messageClone, and the ports attribute initialized to newPorts.
	rest.ports = portsOf(s, transferred)
	e := dom.CreateEvent(s, MessageEvent{data: data, rest: rest}, typ, false)
	dom.Fire(s, &e.Event, w.EventTarget)
}
