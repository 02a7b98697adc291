package hrtime

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// PerformanceEntry is the part of the state that all entries of the performance timeline share.
//
// https://w3c.github.io/performance-timeline/#the-performanceentry-interface
type PerformanceEntry struct {
	name                goja.String
	entryType           string
	startTime, duration float64 // in milliseconds since the time origin
	object              *goja.Object
}

func (e *PerformanceEntry) entry() *PerformanceEntry { return e }

// performanceEntry is implemented by the states of all objects that implement PerformanceEntry.
type performanceEntry interface{ entry() *PerformanceEntry }

var PerformanceEntryInterface = &webidl.Interface{
	Name: "PerformanceEntry",
	Is:   func(state any) bool { _, ok := state.(performanceEntry); return ok },
	Attributes: []webidl.Attribute{
		{Name: "name", Get: func(c webidl.Call) goja.Value { return c.State.(performanceEntry).entry().name }},
		{Name: "entryType", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(performanceEntry).entry().entryType) }},
		{Name: "startTime", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(performanceEntry).entry().startTime) }},
		{Name: "duration", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(performanceEntry).entry().duration) }},
	},
	Operations: []webidl.Operation{
		// https://webidl.spec.whatwg.org/#default-tojson-steps
		{Name: "toJSON", Call: func(c webidl.Call) goja.Value {
			result := c.VM.NewObject()
			for _, p := range c.State.(performanceEntry).entry().properties(c.VM) {
				if err := result.DefineDataProperty(p.Name, p.Value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
					panic(err)
				}
			}
			return result
		}},
	},
}

func (e *PerformanceEntry) properties(vm *goja.Runtime) []inspect.Property {
	return []inspect.Property{
		{Name: "name", Value: e.name},
		{Name: "entryType", Value: vm.ToValue(e.entryType)},
		{Name: "startTime", Value: vm.ToValue(e.startTime)},
		{Name: "duration", Value: vm.ToValue(e.duration)},
	}
}

// add implements "queue a PerformanceEntry" and "add entry to the performance entry buffer". It
// returns the object of the entry.
//
// https://w3c.github.io/performance-timeline/#queue-a-performanceentry
//
// FIXME: 3. to 6. PerformanceObserver is missing.
func (p *Performance) add(e *PerformanceEntry) *goja.Object {
	p.entries = append(p.entries, e)
	return e.object
}

// clear removes the entries of this type. If there is an argument 0, it removes only those with
// that name.
func (p *Performance) clear(c webidl.Call, entryType string) {
	var name goja.String
	if c.Has(0) {
		name = c.DOMString(c.Args[0])
	}
	p.entries = slices.DeleteFunc(p.entries, func(e *PerformanceEntry) bool {
		return e.entryType == entryType && (name == nil || e.name.StrictEquals(name))
	})
}

// filtered implements "filter buffer map by name and type". It returns the entries in chronological
// order. A name or a type of nil stands for null.
//
// https://w3c.github.io/performance-timeline/#dfn-filter-buffer-map-by-name-and-type
func (p *Performance) filtered(c webidl.Call, name, entryType goja.String) goja.Value {
	// 1. Let result be an initially empty list.
	var result []*PerformanceEntry
	// 5. For each PerformanceEntry entry of the buffer: …
	for _, e := range p.entries {
		if (name == nil || e.name.StrictEquals(name)) && (entryType == nil || e.entryType == entryType.String()) {
			result = append(result, e)
		}
	}
	// 6. Sort results's entries in chronological order with respect to startTime.
	slices.SortStableFunc(result, func(a, b *PerformanceEntry) int {
		switch {
		case a.startTime < b.startTime:
			return -1
		case a.startTime > b.startTime:
			return 1
		default:
			return 0
		}
	})
	list := make([]any, len(result))
	for i, e := range result {
		list[i] = e.object
	}
	return c.VM.NewArray(list...)
}

// InspectProperties returns the properties that console.log shows.
func (e *PerformanceMark) InspectProperties() []inspect.Property {
	return append(e.properties(webidl.NoRuntime), inspect.Property{Name: "detail", Value: e.detail})
}

// InspectProperties returns the properties that console.log shows.
func (e *PerformanceMeasure) InspectProperties() []inspect.Property {
	return append(e.properties(webidl.NoRuntime), inspect.Property{Name: "detail", Value: e.detail})
}
