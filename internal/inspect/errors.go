package inspect

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// Stack returns the stack of an error as V8 prints it: its name and message, then a line per call.
//
//	TypeError: x is not a function
//	    at f (file.js:1:2)
//
// If err has no stack, Stack returns its name and message. If err is not an error, it returns "".
// Properties of the error and its cause are not included: see [Format].
func Stack(vm *goja.Runtime, err *goja.Object) string {
	p := newPrinter(vm, Options{})
	defer p.release()
	if err = target(err); err == nil || !p.isError(err) {
		return ""
	}
	return printable(p.stack(err, inspected(err)))
}

// Frames returns a call stack as V8 prints it: a line " at f (file.js:1:2)" per call, without a
// line feed at the end.
func Frames(frames []goja.StackFrame) string {
	var b strings.Builder
	for i := range frames {
		f := &frames[i]
		name := f.FuncName()
		if f.SrcName() == "<native>" {
			writeFrame(&b, name, "<native>", 0, 0)
			continue
		}
		at := f.Position()
		writeFrame(&b, name, at.Filename, at.Line, at.Column)
	}
	return b.String()
}

// Uncaught returns the report of a value that was thrown and not caught. frames is where it was
// thrown:
//
//	Uncaught TypeError: x is not a function
//	    at f (file.js:1:2)
func Uncaught(vm *goja.Runtime, v goja.Value, frames []goja.StackFrame, o Options) string {
	s := "Uncaught " + Format(vm, v, o)
	if object, ok := v.(*goja.Object); ok && strings.Contains(Stack(vm, object), "\n    at ") {
		return s
	}
	if at := Frames(frames); at != "" {
		s += "\n" + at
	}
	return s
}

func writeFrame(b *strings.Builder, name, file string, line, column int) {
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	b.WriteString("    at ")
	where := file
	if where == "" {
		where = "<eval>"
	}
	if line > 0 {
		where += ":" + strconv.Itoa(line) + ":" + strconv.Itoa(column)
	}
	if file == "<native>" {
		name = withoutImportPath(name)
	}
	if name == "" || name == "<anonymous>" || name == "<native>" {
		b.WriteString(where)
		return
	}
	b.WriteString(name + " (" + where + ")")
}

// cleanStack rewrites goja's lines "\tat f (file:1:2(3))", whose last number is a position of its
// virtual machine, as V8 writes them.
func cleanStack(s string) string {
	const ours = "\n\tat "
	start := strings.Index(s, ours)
	if start < 0 {
		return strings.TrimSuffix(s, "\n")
	}
	lines := strings.Split(strings.TrimSuffix(s[start+1:], "\n"), "\n")
	for i, line := range lines {
		if frame, ok := strings.CutPrefix(line, "\tat "); ok {
			lines[i] = "    at " + cleanFrame(frame)
		}
	}
	return s[:start+1] + strings.Join(lines, "\n")
}

func cleanFrame(frame string) string {
	if frame == "native" {
		return "<native>"
	}
	if name, ok := strings.CutSuffix(frame, " (native)"); ok {
		return withoutImportPath(name) + " (<native>)"
	}
	inner, named := strings.CutSuffix(frame, ")")
	if !named || !strings.HasSuffix(inner, ")") {
		inner, named = frame, false
	}
	if open := strings.LastIndexByte(inner, '('); open >= 0 && strings.HasSuffix(inner, ")") {
		if _, err := strconv.Atoi(inner[open+1 : len(inner)-1]); err == nil {
			inner = inner[:open]
		}
	}
	if named {
		inner += ")"
	}
	return inner
}

// isError reports whether o was created by an Error constructor or inherits from Error.prototype.
func (p *printer) isError(o *goja.Object) bool {
	if kindOf(o) == errorObject {
		return true
	}
	if !p.errorProtoKnown {
		p.errorProtoKnown = true
		if prop, ok := p.own(p.vm.GlobalObject(), keyError); ok {
			if f, ok := prop.value.(*goja.Object); ok {
				if f = target(f); f != nil {
					if prop, ok := p.own(f, keyPrototype); ok {
						p.errorProto, _ = prop.value.(*goja.Object)
					}
				}
			}
		}
	}
	return p.errorProto != nil && inherits(o, p.errorProto)
}

// errorText returns a property of an error whose value is a string, from shown if it is there, or
// else from the object.
func (p *printer) errorText(o *goja.Object, shown []property, k key) (string, bool) {
	for _, prop := range shown {
		if prop.name == k.name && prop.symbol == nil {
			s, ok := prop.value.(goja.String)
			if !ok {
				return "", false
			}
			return text(s), true
		}
	}
	return p.text(o, k)
}

// stack returns the stack of an error, or its name and message if it has none.
func (p *printer) stack(o *goja.Object, shown []property) string {
	if i := slices.IndexFunc(shown, func(p property) bool { return p.name == "stack" }); i >= 0 {
		if s, ok := shown[i].value.(goja.String); ok && s.Length() > 0 {
			return cleanStack(text(s))
		}
	}
	if prop, ok := p.lookup(o, keyStack); ok && prop.value != nil {
		switch v := prop.value.(type) {
		case goja.String:
			if v.Length() > 0 {
				return cleanStack(text(v))
			}
		case *goja.Object, *goja.Symbol:
		default:
			if v.ToBoolean() {
				return primitiveText(v)
			}
		}
	}
	return p.header(o, shown)
}

// unmadeStack returns the stack of an error whose stack property goja has not created yet. goja
// does that on first use and would run accessors and methods of the script for the first line.
// unmadeStack returns false if there are no such accessors and methods, so that goja may create the
// property.
func (p *printer) unmadeStack(o *goja.Object) (goja.Value, bool) {
	frames, unmade := engine.Frames(o)
	if !unmade || p.plainHeader(o) {
		return nil, false
	}
	s := p.header(o, nil)
	if len(frames) > 0 {
		s += "\n" + Frames(frames)
	}
	return newKey(s).asValue(), true
}

// plainHeader reports whether the name and message of an error can be read without running code.
func (p *printer) plainHeader(o *goja.Object) bool {
	for _, k := range []key{keyName, keyMessage} {
		for from := o; from != nil; {
			if kindOf(from) == proxy {
				return false
			}
			if prop, ok := p.own(from, k); ok {
				switch prop.value.(type) {
				case nil, *goja.Object, *goja.Symbol:
					return false
				}
				break
			}
			from = from.Prototype()
		}
	}
	return true
}

// header returns what Error.prototype.toString would return for an error, without running code.
func (p *printer) header(o *goja.Object, shown []property) string {
	get := func(k key, missing string) string {
		if s, ok := p.errorText(o, shown, k); ok {
			return s
		}
		if prop, ok := p.lookup(o, k); ok && prop.value != nil && !goja.IsUndefined(prop.value) {
			if _, ok := prop.value.(*goja.Object); !ok {
				return primitiveText(prop.value)
			}
		}
		return missing
	}
	name, message := get(keyName, "Error"), get(keyMessage, "")
	switch {
	case name == "":
		return message
	case message == "":
		return name
	default:
		return name + ": " + message
	}
}

// describeError describes an error: its stack, or its name and message in brackets if it has none,
// then the properties that do not repeat them.
func (p *printer) describeError(d *description, o *goja.Object, shown []property, c class, tag string) {
	stack := p.stack(o, shown)
	props := append(slices.Clone(shown), p.properties(o)...)
	if !p.o.ShowHidden {
		props = slices.DeleteFunc(props, func(prop property) bool {
			switch prop.name {
			case "name", "message", "stack":
				s, ok := prop.value.(goja.String)
				return ok && strings.Contains(stack, text(s)) || prop.name == "stack" ||
					!ok && prop.value != nil && !goja.IsUndefined(prop.value)
			case "value":
				return isGoError(o, prop.value, stack)
			}
			return false
		})
	}
	var cause *goja.Object
	if prop, ok := p.lookup(o, keyCause); ok {
		cause, _ = prop.value.(*goja.Object)
		if !slices.ContainsFunc(props, func(p property) bool { return p.name == "cause" }) {
			props = append(props, prop)
		}
	}
	if prop, ok := p.lookup(o, keyErrors); ok && prop.value != nil {
		list, _ := prop.value.(*goja.Object)
		if list != nil && isArray(list) && !slices.ContainsFunc(props, func(p property) bool { return p.name == "errors" }) {
			props = append(props, prop)
		}
	}
	d.properties = props

	name, ok := p.errorText(o, shown, keyName)
	if !ok {
		name = "Error"
	}
	message, _ := p.errorText(o, shown, keyMessage)
	stack = improveHeader(stack, name, c, tag)
	d.base = p.indented(p.shortenFrames(stack, message, cause))
	d.finishIfEmpty(d.base)
}

func isArray(o *goja.Object) bool {
	o = target(o)
	if o == nil {
		return false
	}
	t := kindOf(o)
	return t == array || t == goSlice
}

// isGoError reports whether v is the Go error that a GoError wraps and whose text is in stack
// already.
func isGoError(o *goja.Object, v goja.Value, stack string) bool {
	behind, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	if kindOf(behind) != goReflect {
		return false
	}
	err, ok := behind.Export().(error)
	return ok && strings.Contains(stack, err.Error())
}

// improveHeader adds the error's class to a stack that begins with the name of a base class.
func improveHeader(stack, name string, c class, tag string) string {
	rest, begins := strings.CutPrefix(stack, name)
	if !c.null && !(strings.HasSuffix(name, "Error") && begins && (rest == "" || rest[0] == ':' || rest[0] == '\n')) {
		return stack
	}
	fallback := "Error"
	if c.null {
		if i := strings.IndexAny(stack, ":\n"); i > 0 && stack[0] >= 'A' && stack[0] <= 'Z' {
			fallback, rest, name = stack[:i], stack[i:], stack[:i]
		} else if !strings.ContainsAny(stack, ": \n") && strings.HasSuffix(stack, "Error") {
			fallback, rest, name = stack, "", stack
		} else {
			return stack
		}
	}
	full := strings.TrimSuffix(prefix(c, tag, fallback, ""), " ")
	switch {
	case full == name:
		return stack
	case strings.Contains(full, name):
		return full + rest
	default:
		return full + " [" + name + "]" + rest
	}
}

// shortenFrames removes the calls that are also in the stack of the cause. It puts an error without
// calls into brackets.
func (p *printer) shortenFrames(stack, message string, cause *goja.Object) string {
	after := 0
	if message != "" {
		if i := strings.Index(stack, message); i >= 0 {
			after = i + len(message)
		}
	}
	i := strings.Index(stack[after:], "\n    at")
	if i < 0 {
		return "[" + stack + "]"
	}
	i += after
	if cause == nil {
		return stack
	}
	if cause = target(cause); cause == nil {
		return stack
	}
	causeStack := ""
	if p.isError(cause) {
		causeStack = p.stack(cause, inspected(cause))
	}
	j := strings.Index(causeStack, "\n    at")
	if j < 0 {
		return stack
	}
	frames := strings.Split(stack[i+1:], "\n")
	n, at := overlap(frames, strings.Split(causeStack[j+1:], "\n"))
	if n > 3 {
		note := p.paint(undefined, "    ... "+strconv.Itoa(n-2)+" lines matching cause stack trace ...")
		frames = slices.Replace(frames, at+1, at+n-1, note)
	}
	return stack[:i+1] + strings.Join(frames, "\n")
}

// overlap finds the first run of more than three lines of a that is also in b. It returns the
// length of the run and its index in a.
func overlap(a, b []string) (n, at int) {
	for i := 0; i < len(a)-3; i++ {
		j := slices.Index(b, a[i])
		if j < 0 {
			continue
		}
		n := 0
		for i+n < len(a) && j+n < len(b) && a[i+n] == b[j+n] {
			n++
		}
		if n > 3 {
			return n, i
		}
	}
	return 0, 0
}

func (p *printer) indented(s string) string {
	if p.indent == 0 {
		return s
	}
	return strings.ReplaceAll(s, "\n", "\n"+strings.Repeat(" ", p.indent))
}
