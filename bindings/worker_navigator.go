package bindings

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings/webidl"
	"github.com/gojs-runtime/gojs/internal/inspect"
)

// WorkerNavigator is the state of the WorkerNavigator object.
//
// https://html.spec.whatwg.org/multipage/workers.html#the-workernavigator-object
type WorkerNavigator struct{ Navigator }

var workerNavigatorInterface = &webidl.Interface{
	Name: "WorkerNavigator",
	Is:   func(state any) bool { _, ok := state.(*WorkerNavigator); return ok },
	// The mixin NavigatorID, in which the standard leaves no choice, and then what Navigator has too.
	//
	// https://html.spec.whatwg.org/multipage/system-state.html#client-identification
	Attributes: append([]webidl.Attribute{
		constantAttribute("appCodeName", "Mozilla"),
		constantAttribute("appName", "Netscape"),
		{Name: "appVersion", Get: func(c webidl.Call) goja.Value {
			return c.VM.ToValue("5.0 (" + strings.TrimPrefix(userAgent(), "gojs/") + ")")
		}},
		constantAttribute("product", "Gecko"),
	}, workerNavigatorAttributes()...),
}

func constantAttribute(name, value string) webidl.Attribute {
	return webidl.Attribute{Name: name, Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(value) }}
}

// workerNavigatorAttributes are those of Navigator.
func workerNavigatorAttributes() (attributes []webidl.Attribute) {
	for _, a := range navigatorInterface.Attributes {
		get := a.Get
		a.Get = func(c webidl.Call) goja.Value {
			c.State = &c.State.(*WorkerNavigator).Navigator
			return get(c)
		}
		attributes = append(attributes, a)
	}
	return attributes
}

func (s *Scope) newWorkerNavigator() *goja.Object {
	return s.realm.New(workerNavigatorInterface, &WorkerNavigator{Navigator{scope: s}})
}

// InspectProperties is what console.log shows of the navigator.
func (n *WorkerNavigator) InspectProperties() []inspect.Property {
	return n.Navigator.InspectProperties()
}
