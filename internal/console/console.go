// Package console implements the namespace object console of the Console Standard. console.go has
// its functions, console_printer.go the operations Logger, Formatter and Printer, and
// console_table.go console.table. The package is built on internal/inspect, which turns values into
// text.
//
// Where the standard leaves open how something looks, it looks as in Node. That holds for values,
// tables, durations and the words of warnings, and for the choice between the standard output and
// the standard error output. Two things have no effect: the styles of %c, and the collapsing of
// groups.
//
// https://console.spec.whatwg.org/
package console

import (
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// Colors says which outputs of a console get colours. Usually these are the terminals.
type Colors struct{ Stdout, Stderr bool }

// Output has the writers of a console.
type Output struct {
	Stdout, Stderr io.Writer
	Colors         Colors
	Failed         func(error) // if not nil, called with the first error of a write
}

func (c *Output) write(w io.Writer, s string) { c.writeBytes(w, []byte(s)) }

// writeBytes writes b in one call. An error does not stop the console: it is passed to Failed, and
// the host decides.
func (c *Output) writeBytes(w io.Writer, b []byte) {
	if _, err := w.Write(b); err != nil && c.Failed != nil {
		failed := c.Failed
		c.Failed = nil
		failed(err)
	}
}

// of returns the output for messages of this level, and reports whether it gets colours.
func (c *Output) of(level logLevel) (w io.Writer, colors bool) {
	if level >= levelWarn {
		return c.Stderr, c.Colors.Stderr
	}
	return c.Stdout, c.Colors.Stdout
}

// perScope is the state that the Console Standard keeps for each scope.
type perScope struct {
	output  Output
	console *console // nil until a script uses it
}

var state = scope.NewState[perScope]()

// SetOutput sets the output of the scope's console.
func SetOutput(s *scope.Scope, o Output) { state.Of(s).output = o }

// WriteError writes text to the error output as it is. It is for the host's own messages.
func WriteError(s *scope.Scope, text string) {
	output := &state.Of(s).output
	output.write(output.Stderr, text)
}

// ErrorColors reports whether the error output gets colours.
func ErrorColors(s *scope.Scope) bool { return state.Of(s).output.Colors.Stderr }

// console is the state of a console namespace object. It belongs to the engine's goroutine.
//
// https://console.spec.whatwg.org/#console-namespace
type console struct {
	vm     *goja.Runtime
	out    *Output
	counts map[string]int       // the count map
	timers map[string]time.Time // the timer table
	groups int                  // the size of the group stack

	// The engine's built-in functions, as they were before a script could change them.
	parseInt, parseFloat, stringify func(goja.FunctionCall) goja.Value

	line []byte // the memory of the last short message, for the next one
}

// consoleOf returns the console of the scope that a call is made in.
func consoleOf(c webidl.Call) *console {
	s := scope.Of(c)
	state := state.Of(s)
	if state.console == nil {
		state.console = &console{
			vm:         s.VM,
			out:        &state.output,
			counts:     map[string]int{},
			timers:     map[string]time.Time{},
			parseInt:   s.Realm.Intrinsics.Native(webidl.ParseInt),
			parseFloat: s.Realm.Intrinsics.Native(webidl.ParseFloat),
			stringify:  s.Realm.Intrinsics.Native(webidl.JSONStringify),
		}
	}
	return state.console
}

var Namespace = &webidl.Interface{
	Name: "console",
	// For historical web-compatibility reasons, the namespace object for console must have as its
	// [[Prototype]] an empty object, created as if by ObjectCreate(%ObjectPrototype%), instead of
	// %ObjectPrototype%.
	PrototypeParent: func(r *webidl.Realm) *goja.Object { return r.VM.NewObject() },
	Operations: []webidl.Operation{
		// Logging
		consoleOperation("assert", (*console).assert),
		consoleOperation("clear", (*console).clear),
		logger("debug", levelDebug), // https://console.spec.whatwg.org/#debug
		logger("error", levelError), // https://console.spec.whatwg.org/#error
		logger("info", levelInfo),   // https://console.spec.whatwg.org/#info
		logger("log", levelLog),     // https://console.spec.whatwg.org/#log
		consoleOperation("table", (*console).logTable),
		consoleOperation("trace", (*console).trace),
		logger("warn", levelWarn), // https://console.spec.whatwg.org/#warn
		consoleOperation("dir", (*console).dir),
		consoleOperation("dirxml", (*console).dirxml),
		// Counting
		consoleOperation("count", (*console).count),
		consoleOperation("countReset", (*console).countReset),
		// Grouping
		consoleOperation("group", (*console).group),
		consoleOperation("groupCollapsed", (*console).group),
		consoleOperation("groupEnd", (*console).groupEnd),
		// Timing
		consoleOperation("time", (*console).time),
		consoleOperation("timeLog", (*console).timeLog),
		consoleOperation("timeEnd", (*console).timeEnd),
	},
}

func consoleOperation(name string, f func(*console, webidl.Call) goja.Value) webidl.Operation {
	return webidl.Operation{Name: name, Call: func(c webidl.Call) goja.Value { return f(consoleOf(c), c) }}
}

func logger(name string, level logLevel) webidl.Operation {
	return consoleOperation(name, func(k *console, c webidl.Call) goja.Value {
		// 1. Perform Logger(logLevel, data).
		k.logger(level, c.Args)
		return goja.Undefined()
	})
}

// logLevel says which function prints a message.
type logLevel uint8

const (
	levelLog logLevel = iota
	levelDebug
	levelInfo
	levelDir
	levelTable
	levelGroup
	levelCount
	levelTime
	// Messages of the levels from here on go to the standard error output.
	levelWarn
	levelError
	levelAssert
	levelTrace
	levelCountReset
)

// assert is console.assert.
//
// https://console.spec.whatwg.org/#assert
func (k *console) assert(c webidl.Call) goja.Value {
	// 1. If condition is true, return.
	if len(c.Args) > 0 && c.Args[0].ToBoolean() {
		return goja.Undefined()
	}
	var data []goja.Value
	if len(c.Args) > 0 {
		data = c.Args[1:]
	}
	// 2. Let message be a string without any formatting specifiers indicating generically an
	//    assertion failure (such as "Assertion failed").
	const message = "Assertion failed"
	// 3. If data is empty, append message to data.
	// 4. Otherwise:
	//    1. Let first be data[0].
	//    2. If first is not a String, then prepend message to data.
	//    3. Otherwise:
	//       1. Let concat be the concatenation of message, U+003A (:), U+0020 SPACE, and first.
	//       2. Set data[0] to concat.
	args := []goja.Value{k.vm.ToValue(message)}
	if len(data) > 0 {
		if first, ok := data[0].(goja.String); ok {
			args[0] = k.vm.ToValue(message + ": ").(goja.String).Concat(first)
			data = data[1:]
		}
	}
	// 5. Perform Logger("assert", data).
	k.logger(levelAssert, append(args, data...))
	return goja.Undefined()
}

// clear is console.clear.
//
// https://console.spec.whatwg.org/#clear
func (k *console) clear(webidl.Call) goja.Value {
	// 1. Empty the appropriate group stack.
	k.groups = 0
	// 2. If possible for the environment, clear the console. (Otherwise, do nothing.)
	if k.out.Colors.Stdout { // the output is a terminal
		const home, eraseBelow = "\x1b[1;1H", "\x1b[0J"
		k.out.write(k.out.Stdout, home+eraseBelow)
	}
	return goja.Undefined()
}

// trace is console.trace.
//
// https://console.spec.whatwg.org/#trace
func (k *console) trace(c webidl.Call) goja.Value {
	// 1. Let trace be some implementation-defined, potentially-interactive representation of the
	//    callstack from where this function was called.
	trace := "Trace"
	// 2. Optionally, let formattedData be the result of Formatter(data), and incorporate
	//    formattedData as a label for trace.
	if len(c.Args) > 0 {
		trace += ": " + k.join(levelTrace, k.formatter(levelTrace, c.Args))
	}
	const itself = 1 // the call of console.trace
	if at := inspect.Frames(k.vm.CaptureCallStack(0, nil)[itself:]); at != "" {
		trace += "\n" + at
	}
	// 3. Perform Printer("trace", « trace »).
	k.print(levelTrace, trace)
	return goja.Undefined()
}

// dir is console.dir.
//
// https://console.spec.whatwg.org/#dir
func (k *console) dir(c webidl.Call) goja.Value {
	options := inspect.Options{Colors: k.out.Colors.Stdout}
	if c.Has(1) && !goja.IsNull(c.Args[1]) {
		options = k.dirOptions(c.Object(c.Args[1], "parameter 2"), options)
	}
	// 1. Let object be item with generic JavaScript object formatting applied.
	// 2. Perform Printer("dir", « object », options).
	k.print(levelDir, inspect.Format(k.vm, c.Arg(0), options))
	return goja.Undefined()
}

// dirOptions returns o with the options of console.dir that Node has.
func (k *console) dirOptions(from *goja.Object, o inspect.Options) inspect.Options {
	get := func(name string) (goja.Value, bool) {
		v := from.Get(name)
		return v, v != nil && !goja.IsUndefined(v)
	}
	for _, x := range []struct {
		name  string
		limit *int
	}{
		{"depth", &o.Depth}, {"maxArrayLength", &o.MaxArrayLength}, {"maxStringLength", &o.MaxStringLength},
		{"breakLength", &o.Width}, {"compact", &o.Compact},
	} {
		v, ok := get(x.name)
		if !ok || x.name == "compact" && v.StrictEquals(k.vm.ToValue(true)) {
			continue
		}
		switch n := v.ToFloat(); {
		case goja.IsNull(v) || n >= math.MaxInt32:
			*x.limit = inspect.Unlimited
		case n >= 1:
			*x.limit = int(n)
		default:
			*x.limit = inspect.None
		}
	}
	for _, x := range []struct {
		name string
		flag *bool
	}{{"colors", &o.Colors}, {"showHidden", &o.ShowHidden}, {"showProxy", &o.ShowProxy}} {
		if v, ok := get(x.name); ok {
			*x.flag = v.ToBoolean()
		}
	}
	return o
}

// dirxml is console.dirxml.
//
// https://console.spec.whatwg.org/#dirxml
func (k *console) dirxml(c webidl.Call) goja.Value {
	// 1. Let finalList be a new list, initially empty.
	// 2. For each item of data:
	//    1. Let converted be a DOM tree representation of item if possible; otherwise let converted
	//       be item with optimally useful formatting applied.
	//    2. Append converted to finalList.
	// 3. Perform Logger("dirxml", finalList).
	k.logger(levelLog, c.Args)
	return goja.Undefined()
}

// label returns argument 0 of the functions for counting and timing: optional DOMString label =
// "default".
func label(c webidl.Call) string {
	if !c.Has(0) {
		return "default"
	}
	return c.DOMString(c.Args[0]).String()
}

// count is console.count.
//
// https://console.spec.whatwg.org/#count
func (k *console) count(c webidl.Call) goja.Value {
	label := label(c)
	// 1. Let map be the associated count map.
	// 2. If map[label] exists, set map[label] to map[label] + 1.
	// 3. Otherwise, set map[label] to 1.
	k.counts[label]++
	// 4. Let concat be the concatenation of label, U+003A (:), U+0020 SPACE, and
	//    ToString(map[label]).
	concat := label + ": " + strconv.Itoa(k.counts[label])
	// 5. Perform Logger("count", « concat »).
	k.print(levelCount, concat)
	return goja.Undefined()
}

// countReset is console.countReset.
//
// https://console.spec.whatwg.org/#countreset
func (k *console) countReset(c webidl.Call) goja.Value {
	label := label(c)
	// 1. Let map be the associated count map.
	// 2. If map[label] exists, set map[label] to 0.
	if _, ok := k.counts[label]; ok {
		k.counts[label] = 0
		return goja.Undefined()
	}
	// 3. Otherwise:
	//    1. Let message be a string without any formatting specifiers indicating generically that
	//       the given label does not have an associated count.
	//    2. Perform Logger("countReset", « message »).
	k.print(levelCountReset, "Warning: Count for '"+label+"' does not exist")
	return goja.Undefined()
}

// group is console.group and console.groupCollapsed, since nothing here can be collapsed.
//
// https://console.spec.whatwg.org/#group
func (k *console) group(c webidl.Call) goja.Value {
	// 1. Let group be a new group.
	// 2. If data is not empty, let groupLabel be the result of Formatter(data). Otherwise, let
	//    groupLabel be an implementation-chosen label representing a group.
	// 3. Incorporate groupLabel as a label for group.
	// 4. Optionally, if the environment supports interactive groups, group should be expanded by
	//    default.
	// 5. Perform Printer("group", « group »).
	if len(c.Args) > 0 { // otherwise no label is printed
		k.print(levelGroup, k.join(levelGroup, k.formatter(levelGroup, c.Args)))
	}
	// 6. Push group onto the appropriate group stack.
	k.groups++
	return goja.Undefined()
}

// groupEnd is console.groupEnd.
//
// https://console.spec.whatwg.org/#groupend
func (k *console) groupEnd(webidl.Call) goja.Value {
	// 1. Pop the last group from the group stack.
	k.groups = max(k.groups-1, 0)
	return goja.Undefined()
}

// time is console.time.
//
// https://console.spec.whatwg.org/#time
func (k *console) time(c webidl.Call) goja.Value {
	label := label(c)
	// 1. If the associated timer table contains an entry with key label, return, optionally
	//    reporting a warning to the console indicating that a timer with label label has already
	//    been started.
	if _, ok := k.timers[label]; ok {
		k.print(levelWarn, "Warning: Label '"+label+"' already exists for console.time()")
		return goja.Undefined()
	}
	// 2. Otherwise, set the value of the entry with key label in the associated timer table to the
	//    current time.
	k.timers[label] = time.Now()
	return goja.Undefined()
}

// timeLog is console.timeLog.
//
// https://console.spec.whatwg.org/#timelog
func (k *console) timeLog(c webidl.Call) goja.Value {
	label := label(c)
	// 1. Let timerTable be the associated timer table.
	// 2. Let startTime be timerTable[label].
	startTime, ok := k.timers[label]
	if !ok {
		return k.noTimer(label, "timeLog")
	}
	// 3. Let duration be a string representing the difference between the current time and
	//    startTime, in an implementation-defined format.
	duration := formatDuration(time.Since(startTime))
	// 4. Let concat be the concatenation of label, U+003A (:), U+0020 SPACE, and duration.
	concat := label + ": " + duration
	// 5. Prepend concat to data.
	// 6. Perform Printer("timeLog", data).
	if len(c.Args) > 1 {
		concat += " " + k.join(levelTime, c.Args[1:])
	}
	k.print(levelTime, concat)
	return goja.Undefined()
}

// timeEnd is console.timeEnd.
//
// https://console.spec.whatwg.org/#timeend
func (k *console) timeEnd(c webidl.Call) goja.Value {
	label := label(c)
	// 1. Let timerTable be the associated timer table.
	// 2. Let startTime be timerTable[label].
	startTime, ok := k.timers[label]
	if !ok {
		return k.noTimer(label, "timeEnd")
	}
	// 3. Remove timerTable[label].
	delete(k.timers, label)
	// 4. Let duration be a string representing the difference between the current time and
	//    startTime, in an implementation-defined format.
	// 5. Let concat be the concatenation of label, U+003A (:), U+0020 SPACE, and duration.
	concat := label + ": " + formatDuration(time.Since(startTime))
	// 6. Perform Printer("timeEnd", « concat »).
	k.print(levelTime, concat)
	return goja.Undefined()
}

// noTimer warns that there is no timer with this label. The standard is going to demand that:
// https://github.com/whatwg/console/issues/134
func (k *console) noTimer(label, function string) goja.Value {
	k.print(levelWarn, "Warning: No such label '"+label+"' for console."+function+"()")
	return goja.Undefined()
}

// FormatDuration returns d as 1.234ms, 1.234s, 1:23.456 (m:ss.mmm) or 1:23:45.678 (h:mm:ss.mmm).
func formatDuration(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	if d < time.Second {
		s := strconv.FormatFloat(ms, 'f', 3, 64)
		return strings.TrimSuffix(strings.TrimRight(s, "0"), ".") + "ms"
	}
	if d < time.Minute {
		return strconv.FormatFloat(ms/1000, 'f', 3, 64) + "s"
	}
	pad := func(s string, n int) string { return strings.Repeat("0", max(0, n-len(s))) + s }
	rounded := d.Round(time.Millisecond)
	seconds := pad(strconv.FormatFloat((rounded%time.Minute).Seconds(), 'f', 3, 64), len("00.000"))
	minutes := strconv.Itoa(int(rounded / time.Minute % 60))
	if hours := int(rounded / time.Hour); hours > 0 {
		return strconv.Itoa(hours) + ":" + pad(minutes, 2) + ":" + seconds + " (h:mm:ss.mmm)"
	}
	return minutes + ":" + seconds + " (m:ss.mmm)"
}
