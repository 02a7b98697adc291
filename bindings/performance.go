package bindings

import (
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings/webidl"
)

// Performance is the state of the Performance object.
//
// https://w3c.github.io/hr-time/#sec-performance
type Performance struct{ EventTarget }

var performanceInterface = &webidl.Interface{
	Name:   "Performance",
	Parent: eventTargetInterface,
	Is:     func(state any) bool { _, ok := state.(*Performance); return ok },
	Attributes: []webidl.Attribute{
		{Name: "timeOrigin", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(scopeOf(c).timeOriginTimestamp()) }},
	},
	Operations: []webidl.Operation{
		{Name: "now", Call: func(c webidl.Call) goja.Value { return c.VM.ToValue(scopeOf(c).now()) }},
		{Name: "toJSON", Call: func(c webidl.Call) goja.Value {
			o := c.VM.NewObject()
			if err := o.Set("timeOrigin", scopeOf(c).timeOriginTimestamp()); err != nil {
				panic(err)
			}
			return o
		}},
	},
}

// timeOriginTimestamp is the time origin in milliseconds since the Unix epoch.
//
// https://w3c.github.io/hr-time/#dom-performance-timeorigin
func (s *Scope) timeOriginTimestamp() float64 {
	return float64(s.timeOrigin.UnixNano()) / float64(time.Millisecond)
}

func (s *Scope) newPerformance() *goja.Object {
	p := &Performance{}
	p.init(s, s.realm.New(performanceInterface, p))
	return p.object
}
