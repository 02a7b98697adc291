// Package hrtime implements High Resolution Time (the object performance and its clock),
// Performance Timeline (PerformanceEntry and the functions that list entries) and User Timing
// (PerformanceMark and PerformanceMeasure). Each interface has a file of its own name. The package
// is built on internal/dom, since Performance is an EventTarget, and on the clock of
// internal/scope.
//
// Marks and measures are the only entries. PerformanceObserver is absent, and so are the timings of
// navigation and of resources.
//
// https://w3c.github.io/hr-time/
//
// https://w3c.github.io/performance-timeline/
//
// https://w3c.github.io/user-timing/
package hrtime

import (
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// Performance is the state of the Performance object.
//
// https://w3c.github.io/hr-time/#sec-performance
type Performance struct {
	dom.EventTarget
	entries []*PerformanceEntry // the performance entry buffer, in the order in which entries were added
}

// Interface returns the interface of the object.
func (*Performance) Interface() *webidl.Interface { return PerformanceInterface }

var PerformanceInterface = &webidl.Interface{
	Name:   "Performance",
	Parent: dom.EventTargetInterface,
	Is:     func(state any) bool { _, ok := state.(*Performance); return ok },
	Attributes: []webidl.Attribute{
		{Name: "timeOrigin", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(timeOriginTimestamp(scope.Of(c))) }},
	},
	Operations: []webidl.Operation{
		{Name: "now", Call: func(c webidl.Call) goja.Value { return c.VM.ToValue(scope.Of(c).Now()) }},
		{Name: "toJSON", Call: func(c webidl.Call) goja.Value {
			o := c.VM.NewObject()
			if err := o.Set("timeOrigin", timeOriginTimestamp(scope.Of(c))); err != nil {
				panic(err)
			}
			return o
		}},
		// https://w3c.github.io/user-timing/#extensions-performance-interface
		{Name: "mark", Length: 1, Call: func(c webidl.Call) goja.Value {
			mark := newPerformanceMark(c)
			mark.object = c.Realm.New(mark)
			return c.State.(*Performance).add(&mark.PerformanceEntry)
		}},
		{Name: "clearMarks", Call: func(c webidl.Call) goja.Value {
			c.State.(*Performance).clear(c, "mark")
			return goja.Undefined()
		}},
		{Name: "measure", Length: 1, Call: func(c webidl.Call) goja.Value { return c.State.(*Performance).measure(c) }},
		{Name: "clearMeasures", Call: func(c webidl.Call) goja.Value {
			c.State.(*Performance).clear(c, "measure")
			return goja.Undefined()
		}},
		// https://w3c.github.io/performance-timeline/#extensions-to-the-performance-interface
		{Name: "getEntries", Call: func(c webidl.Call) goja.Value { return c.State.(*Performance).filtered(c, nil, nil) }},
		{Name: "getEntriesByType", Length: 1, Call: func(c webidl.Call) goja.Value {
			return c.State.(*Performance).filtered(c, nil, c.DOMString(c.Args[0]))
		}},
		{Name: "getEntriesByName", Length: 1, Call: func(c webidl.Call) goja.Value {
			name := c.DOMString(c.Args[0])
			var entryType goja.String
			if c.Has(1) {
				entryType = c.DOMString(c.Args[1])
			}
			return c.State.(*Performance).filtered(c, name, entryType)
		}},
	},
}

// timeOriginTimestamp returns the time origin in milliseconds since the Unix epoch.
//
// https://w3c.github.io/hr-time/#dom-performance-timeorigin
func timeOriginTimestamp(s *scope.Scope) float64 {
	return float64(s.TimeOrigin.UnixNano()) / float64(time.Millisecond)
}

func NewPerformance(s *scope.Scope) *goja.Object {
	p := &Performance{}
	p.Init(s, s.Realm.New(p))
	return p.Object
}
