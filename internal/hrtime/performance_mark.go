package hrtime

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// PerformanceMark is the state of a PerformanceMark object.
//
// https://w3c.github.io/user-timing/#performancemark
type PerformanceMark struct {
	PerformanceEntry
	detail goja.Value
}

// Interface returns the interface of the object.
func (*PerformanceMark) Interface() *webidl.Interface { return PerformanceMarkInterface }

var PerformanceMarkInterface = &webidl.Interface{
	Name:   "PerformanceMark",
	Parent: PerformanceEntryInterface,
	Is:     func(state any) bool { _, ok := state.(*PerformanceMark); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		mark := newPerformanceMark(c)
		mark.object = c.This
		return mark
	}},
	Attributes: []webidl.Attribute{
		{Name: "detail", Get: func(c webidl.Call) goja.Value { return c.State.(*PerformanceMark).detail }},
	},
}

// newPerformanceMark returns a new mark for the arguments of the constructor or of mark(). The
// caller sets its object.
//
// https://w3c.github.io/user-timing/#dom-performancemark-constructor
func newPerformanceMark(c webidl.Call) *PerformanceMark {
	s := scope.Of(c)
	markName := c.DOMString(c.Args[0])
	markOptions := c.Dictionary(1, "PerformanceMarkOptions")
	detail, startTime := markOptions.Get("detail"), markOptions.Get("startTime")
	var start float64
	if startTime != nil {
		start = c.Double(startTime, "member startTime")
	}
	// 1. If the current global object is a Window object and markName uses the same name as a read
	//    only attribute in the PerformanceTiming interface, throw a SyntaxError.
	if s.Kind == scope.Window && slices.Contains(performanceTimingNames, markName.String()) {
		c.Throw("SyntaxError", "'%s' is part of the PerformanceTiming interface, and cannot be used as a mark name.", markName)
	}
	// 2. to 4. and 6. Create a new PerformanceMark object; set its name, entryType "mark" and
	//                 duration 0.
	mark := &PerformanceMark{PerformanceEntry: PerformanceEntry{name: markName, entryType: "mark"}}
	// 5. Set entry's startTime attribute as follows:
	switch {
	// 1. If markOptions's startTime member is present: if it is negative, throw a TypeError;
	//    otherwise its value.
	case startTime != nil && start < 0:
		c.TypeError("'%s' cannot have a negative start time.", markName)
	case startTime != nil:
		mark.startTime = start
	// 2. Otherwise, the value that would be returned by the Performance object's now() method.
	default:
		mark.startTime = s.Now()
	}
	// 7. and 8. Set detail to null, or to the result of cloning markOptions's detail.
	mark.detail = clonedDetail(c, detail)
	return mark
}

// clonedDetail returns StructuredDeserialize(StructuredSerialize(detail)), or null if detail is
// nil.
func clonedDetail(c webidl.Call, detail goja.Value) goja.Value {
	if detail == nil {
		return goja.Null()
	}
	s := scope.Of(c)
	v, err := s.Clone(detail, nil)
	if err != nil {
		s.ThrowCloneError(c, err)
	}
	return v
}

// performanceTimingNames are the attributes of PerformanceTiming. The interface is absent, but in a
// Window its names cannot be used for marks.
//
// https://w3c.github.io/navigation-timing/#the-performancetiming-interface
var performanceTimingNames = []string{
	"navigationStart", "unloadEventStart", "unloadEventEnd", "redirectStart", "redirectEnd", "fetchStart", "domainLookupStart",
	"domainLookupEnd", "connectStart", "connectEnd", "secureConnectionStart", "requestStart", "responseStart", "responseEnd",
	"domLoading", "domInteractive", "domContentLoadedEventStart", "domContentLoadedEventEnd", "domComplete", "loadEventStart",
	"loadEventEnd",
}
