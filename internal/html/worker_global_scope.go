package html

import (
	"fmt"
	"net/url"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/scope"
	weburl "github.com/gojs-runtime/gojs/internal/url"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// workerScope is the part of its state that the global object of every worker has.
//
// https://html.spec.whatwg.org/multipage/workers.html#the-workerglobalscope-common-interface
type workerScope struct {
	*globalScope
	name     goja.Value
	location *goja.Object
}

// workerState is implemented by the state of a global object that implements WorkerGlobalScope.
type workerState interface{ worker() *workerScope }

func (w *workerScope) worker() *workerScope { return w }

func thisWorker(c webidl.Call) *workerScope { return c.State.(workerState).worker() }

func newWorkerScope(g *globalScope) *workerScope {
	w := &workerScope{globalScope: g, name: webidl.EmptyString}
	if name := state.Of(g.Scope).worker.Name; name != "" {
		w.name = g.Scope.VM.ToValue(name)
	}
	return w
}

var workerGlobalScopeInterface = including(&webidl.Interface{
	Name:   "WorkerGlobalScope",
	Parent: dom.EventTargetInterface,
	Is:     func(state any) bool { _, ok := state.(workerState); return ok },
	Attributes: []webidl.Attribute{
		{Name: "self", Get: func(c webidl.Call) goja.Value { return c.This }},
		{Name: "location", Get: func(c webidl.Call) goja.Value {
			w := thisWorker(c)
			if w.location == nil {
				w.location = newWorkerLocation(w.Scope)
			}
			return w.location
		}},
		navigatorAttribute(workerNavigatorInterface),
		// These events are never fired here, since neither the language nor the network changes.
		// The handlers exist for scripts that set them.
		dom.EventHandlerAttribute("onlanguagechange", "languagechange", nil),
		dom.EventHandlerAttribute("onoffline", "offline", nil),
		dom.EventHandlerAttribute("ononline", "online", nil),
	},
	Operations: []webidl.Operation{
		{Name: "importScripts", Call: importScripts},
	},
}, windowOrWorkerGlobalScope, errorEventHandlers)

// nameAttribute returns the attribute name.
func nameAttribute() webidl.Attribute {
	return webidl.Attribute{Name: "name", Replaceable: true, Get: func(c webidl.Call) goja.Value { return thisWorker(c).name }}
}

// closeOperation returns the operation close.
//
// https://html.spec.whatwg.org/multipage/workers.html#close-a-worker
func closeOperation() webidl.Operation {
	return webidl.Operation{Name: "close", Call: func(c webidl.Call) goja.Value {
		// 1. Discard any tasks that have been added to workerGlobal's relevant agent's event loop's
		//    task queues.
		// 2. Set workerGlobal's closing flag to true. (This prevents any further tasks from being
		//    queued.)
		s := scope.Of(c)
		html := state.Of(s)
		html.closing = true
		html.worker.Close()
		return goja.Undefined()
	}}
}

// importScripts implements the operation importScripts.
//
// https://html.spec.whatwg.org/multipage/workers.html#dom-workerglobalscope-importscripts
func importScripts(c webidl.Call) goja.Value {
	s := scope.Of(c)
	// 1. Let urlStrings be « ».
	// 2. For each url of urls: append the result of invoking the get trusted type compliant string
	//    algorithm …: there are no trusted types here.
	var urlStrings []string
	for _, v := range c.Args {
		urlStrings = append(urlStrings, c.USVString(v))
	}
	// 3. Import scripts into worker global scope given this and urlStrings.
	//
	// https://html.spec.whatwg.org/multipage/workers.html#import-scripts-into-worker-global-scope
	// 1. If worker global scope's type is "module", throw a TypeError exception: there are no
	//    module workers.
	// 2. Let settings object be the current settings object.
	// 3. If urls is empty, return.
	// 4. Let urlRecords be « ».
	var urlRecords []*url.URL
	// 5. For each url of urls:
	for _, text := range urlStrings {
		// 1. Let urlRecord be the result of encoding-parsing a URL given url, relative to settings
		//    object.
		urlRecord, err := weburl.Parse(text, s.Location)
		// 2. If urlRecord is failure, then throw a "SyntaxError" DOMException.
		if err != nil {
			c.Throw("SyntaxError", "%v.", err)
		}
		// 3. Append urlRecord to urlRecords.
		urlRecords = append(urlRecords, urlRecord)
	}
	// 6. For each urlRecord of urlRecords:
	for _, urlRecord := range urlRecords {
		// 1. Fetch a classic worker-imported script given urlRecord and settings object. If this
		//    succeeds, let script be the result. Otherwise, rethrow the exception.
		program, err := state.Of(s).workers.Script(urlRecord, blobOf(s, urlRecord))
		switch {
		case err == nil:
		case err.Syntax && sameOrigin(s.Location, urlRecord):
			panic(newSyntaxError(s, err))
		case err.Syntax:
			c.Throw("NetworkError", "A script of another origin is no script.")
		default:
			c.Throw("NetworkError", "The script '%s' failed to load: %s.", urlRecord, err.Message)
		}
		// 2. Run the classic script script, with rethrow errors set to true.
		importScript(s, c, program, sameOrigin(s.Location, urlRecord))
	}
	return goja.Undefined()
}

// importScript runs a script while another one is running.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#run-a-classic-script (step 8, rethrow errors)
func importScript(s *scope.Scope, c webidl.Call, program *goja.Program, sameOrigin bool) {
	_, err := s.VM.RunProgram(program)
	if err == nil {
		return
	}
	// 2. If rethrow errors is true and script's muted errors is true, then: throw a "NetworkError"
	//    DOMException.
	if exception, ok := err.(*goja.Exception); ok {
		if !sameOrigin {
			c.Throw("NetworkError", "A script of another origin threw an exception.")
		}
		// 1. If rethrow errors is true and script's muted errors is false, then: rethrow
		//    evaluationStatus.[[Value]].
		panic(exception)
	}
	panic(err)
}

// sameOrigin reports whether a script at location may see the errors that a script at u throws. It
// may for files and for URLs that contain the script, such as data: URLs.
func sameOrigin(location, u *url.URL) bool {
	switch u.Scheme {
	case "http", "https":
		return location != nil && weburl.Origin(location) == weburl.Origin(u)
	}
	return true
}

// newSyntaxError returns the exception for a script that does not compile. If no script catches the
// exception, it is reported with the position of the syntax error instead of the position of the
// call of importScripts.
func newSyntaxError(s *scope.Scope, e *ScriptError) *goja.Object {
	message := e.Message
	if e.File != "" && e.Line > 0 {
		message = fmt.Sprintf("%s (%s:%d:%d)", message, e.File, e.Line, e.Column)
	}
	o := s.Realm.NewError("SyntaxError", message)
	state.Of(s).importError = importError{o, e}
	return o
}

// importError is the last SyntaxError that importScripts threw.
type importError struct {
	object *goja.Object
	at     *ScriptError
}
