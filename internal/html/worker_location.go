package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// WorkerLocation is the state of a WorkerLocation object.
//
// https://html.spec.whatwg.org/multipage/workers.html#worker-locations
type WorkerLocation struct{ Location }

// Interface returns the interface of the object.
func (*WorkerLocation) Interface() *webidl.Interface { return workerLocationInterface }

var workerLocationInterface = &webidl.Interface{
	Name: "WorkerLocation",
	Is:   func(state any) bool { _, ok := state.(*WorkerLocation); return ok },
	Attributes: []webidl.Attribute{
		workerLocationAttribute("href", (*Location).href),
		workerLocationAttribute("origin", func(l *Location) string { return l.scope.Origin() }),
		workerLocationAttribute("protocol", func(l *Location) string { return l.url.Scheme + ":" }),
		workerLocationAttribute("host", func(l *Location) string { return l.url.Host }),
		workerLocationAttribute("hostname", (*Location).hostname),
		workerLocationAttribute("port", func(l *Location) string { return l.url.Port() }),
		workerLocationAttribute("pathname", (*Location).pathname),
		workerLocationAttribute("search", (*Location).search),
		workerLocationAttribute("hash", (*Location).hash),
	},
	Operations: []webidl.Operation{
		{Name: "toString", Call: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(*WorkerLocation).href()) }},
	},
}

func workerLocationAttribute(name string, get func(*Location) string) webidl.Attribute {
	return webidl.Attribute{Name: name, Get: func(c webidl.Call) goja.Value {
		return c.VM.ToValue(get(&c.State.(*WorkerLocation).Location))
	}}
}

func newWorkerLocation(s *scope.Scope) *goja.Object {
	return s.Realm.New(&WorkerLocation{Location{scope: s, url: s.Location}})
}

// InspectProperties returns the properties that console.log shows of the location.
func (l *WorkerLocation) InspectProperties() []inspect.Property {
	return []inspect.Property{{Name: "href", Value: l.scope.VM.ToValue(l.href())}}
}
