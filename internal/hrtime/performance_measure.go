package hrtime

import (
	"reflect"
	"slices"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// PerformanceMeasure is the state of a PerformanceMeasure object.
//
// https://w3c.github.io/user-timing/#performancemeasure
type PerformanceMeasure struct {
	PerformanceEntry
	detail goja.Value
}

// Interface returns the interface of the object.
func (*PerformanceMeasure) Interface() *webidl.Interface { return PerformanceMeasureInterface }

var PerformanceMeasureInterface = &webidl.Interface{
	Name:   "PerformanceMeasure",
	Parent: PerformanceEntryInterface,
	Is:     func(state any) bool { _, ok := state.(*PerformanceMeasure); return ok },
	Attributes: []webidl.Attribute{
		{Name: "detail", Get: func(c webidl.Call) goja.Value { return c.State.(*PerformanceMeasure).detail }},
	},
}

// markOrTime is a (DOMString or DOMHighResTimeStamp), which is the name of a mark or a time.
type markOrTime struct {
	mark goja.String // nil for a time
	time float64
}

// measure is the operation measure.
//
// https://w3c.github.io/user-timing/#dom-performance-measure
func (p *Performance) measure(c webidl.Call) goja.Value {
	measureName := c.DOMString(c.Args[0])
	var startMark, endMark goja.String
	var detail goja.Value
	var start, end, duration *markOrTime
	if isDictionary(c.Arg(1)) {
		options := c.Dictionary(1, "PerformanceMeasureOptions")
		detail = options.Get("detail")
		if v := options.Get("duration"); v != nil {
			duration = &markOrTime{time: c.Double(v, "member duration")}
		}
		end, start = toMarkOrTime(c, options.Get("end")), toMarkOrTime(c, options.Get("start"))
	} else {
		startMark = c.DOMString(c.Args[1])
	}
	if c.Has(2) {
		endMark = c.DOMString(c.Args[2])
	}

	// 1. If startOrMeasureOptions is a PerformanceMeasureOptions object and at least one of start,
	//    end, duration, and detail exist, run the following checks:
	if start != nil || end != nil || duration != nil || detail != nil {
		switch {
		// 1. If endMark is given, throw a TypeError.
		case endMark != nil:
			c.TypeError("If a non-empty PerformanceMeasureOptions object was passed, endMark must not be passed.")
		// 2. If startOrMeasureOptions's start and end members are both omitted, throw a TypeError.
		case start == nil && end == nil:
			c.TypeError("If a non-empty PerformanceMeasureOptions object was passed, at least one of its 'start' or 'end' properties must be present.")
		// 3. If startOrMeasureOptions's start, duration, and end members all exist, throw a
		//    TypeError.
		case start != nil && duration != nil && end != nil:
			c.TypeError("If a non-empty PerformanceMeasureOptions object was passed, it must not have all of its 'start', 'duration', and 'end' properties defined.")
		}
	}
	// 2. Compute end time as follows:
	var endTime float64
	switch {
	// 1. If endMark is given, let end time be the value returned by running the convert a mark to a
	//    timestamp algorithm.
	case endMark != nil:
		endTime = p.timestamp(c, &markOrTime{mark: endMark})
	// 2. Otherwise, if startOrMeasureOptions's end member exists, that converted.
	case end != nil:
		endTime = p.timestamp(c, end)
	// 3. Otherwise, if its start and duration members both exist, their sum.
	case start != nil && duration != nil:
		endTime = p.timestamp(c, start) + p.timestamp(c, duration)
	// 4. Otherwise, the value that would be returned by the Performance object's now() method.
	default:
		endTime = scope.Of(c).Now()
	}
	// 3. Compute start time as follows:
	var startTime float64
	switch {
	// 1. If startOrMeasureOptions's start member exists, that converted.
	case start != nil:
		startTime = p.timestamp(c, start)
	// 2. Otherwise, if its duration and end members both exist, end minus duration.
	case duration != nil && end != nil:
		startTime = p.timestamp(c, end) - p.timestamp(c, duration)
	// 3. Otherwise, if startOrMeasureOptions is a DOMString, that converted.
	case startMark != nil:
		startTime = p.timestamp(c, &markOrTime{mark: startMark})
		// 4. Otherwise, 0.
	}
	// 4. to 8. Create a new PerformanceMeasure object; set its name, entryType, startTime and
	//          duration.
	measure := &PerformanceMeasure{PerformanceEntry: PerformanceEntry{
		name: measureName, entryType: "measure", startTime: startTime, duration: endTime - startTime}}
	// 9. Set entry's detail attribute.
	measure.detail = clonedDetail(c, detail)
	measure.object = c.Realm.New(measure)
	// 10. Queue entry. 11. Add entry to the performance entry buffer. 12. Return entry.
	return p.add(&measure.PerformanceEntry)
}

// isDictionary reports whether a (DOMString or dictionary) is a dictionary.
//
// https://webidl.spec.whatwg.org/#js-union
func isDictionary(v goja.Value) bool {
	_, isObject := v.(*goja.Object)
	return isObject || goja.IsUndefined(v) || goja.IsNull(v)
}

func toMarkOrTime(c webidl.Call, v goja.Value) *markOrTime {
	if v == nil {
		return nil
	}
	if _, isObject := v.(*goja.Object); !isObject {
		switch v.ExportType().Kind() {
		case reflect.Float64, reflect.Int64:
			return &markOrTime{time: c.Double(v, "A time")}
		}
	}
	return &markOrTime{mark: c.DOMString(v)}
}

// timestamp implements "convert a mark to a timestamp".
//
// https://w3c.github.io/user-timing/#dfn-convert-a-mark-to-a-timestamp
func (p *Performance) timestamp(c webidl.Call, mark *markOrTime) float64 {
	// 1. If mark is a DOMString and it has the same name as a read only attribute in the
	//    PerformanceTiming interface. (The interface is absent, since nothing is navigated.)
	// 2. Otherwise, if mark is a DOMString, the startTime of the most recent occurrence of it in
	//    the performance entry buffer. If no matching entry is found, throw a SyntaxError.
	if mark.mark != nil {
		for _, e := range slices.Backward(p.entries) {
			if e.entryType == "mark" && e.name.StrictEquals(mark.mark) {
				return e.startTime
			}
		}
		c.Throw("SyntaxError", "The mark '%s' does not exist.", mark.mark)
	}
	// 3. Otherwise, if mark is a DOMHighResTimeStamp: if it is negative, throw a TypeError;
	//    otherwise its value.
	if mark.time < 0 {
		c.TypeError("The given timestamp %v is negative: times count from performance.timeOrigin.", mark.time)
	}
	return mark.time
}
