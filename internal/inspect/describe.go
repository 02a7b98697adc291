package inspect

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// describe returns the description of o, which must not be a proxy.
func (p *printer) describe(o *goja.Object, level int) description {
	k := kindOf(o)
	l := p.lineageOf(o, k, level)
	c, tag := l.class, l.tag

	d := description{class: c, tag: tag, kind: k, open: "{", close: "}"}
	braces := func(fallback string) { d.open = prefix(c, tag, fallback, "") + "{" }

	shown := inspected(o)
	switch {
	case l.isError && (c.null || c.name != "Object"):
		p.describeError(&d, o, shown, c, tag)
		return d
	case shown != nil:
		p.describePlatform(&d, o, shown, c, tag)
		return d
	case c.name == "Object" && !p.keepsKind(o, k):
		p.describeObject(&d, o, k, c, tag)
		return d
	}
	switch k {
	case array, goSlice, goDynamicArray:
		p.describeArray(&d, o, k, c, tag)
	case typedArray:
		p.describeTypedArray(&d, o, c, tag)
	case mapObject:
		p.describeMap(&d, o, c, tag)
	case setObject:
		p.describeSet(&d, o, c, tag)
	case mapIterator, setIterator:
		p.describeIterator(&d, o, k, tag)
	case arrayBuffer:
		p.describeBuffer(&d, o, c, tag)
	case dataView:
		braces("DataView")
		d.properties = append(p.viewProperties(o), p.properties(o)...)
	case promise:
		braces("Promise")
		d.properties = p.properties(o)
		d.entries = func(level int) []string { return p.promise(o, level) }
	case weakMap, weakSet:
		braces(engineName(k))
		d.properties = p.properties(o)
		d.entries = func(int) []string { return []string{p.paint(special, "<items unknown>")} }
	case date:
		p.describeText(&d, o, p.date(o), "Date", dateStyle, c, tag)
	case regExp:
		p.describeText(&d, o, p.regExp(o), "RegExp", regExpStyle, c, tag)
		if level > p.o.Depth && !d.whole {
			d.whole, d.base = true, p.paint(regExpStyle, d.base)
		}
	case boxed, boxedString:
		p.describeBoxed(&d, o, k, c, tag)
	case function, nativeFunction, classFunction, asyncFunction, generatorFunction:
		p.describeFunction(&d, o, k, c, tag)
	case goReflect:
		p.describeGo(&d, o, c, tag)
	default:
		p.describeObject(&d, o, k, c, tag)
	}
	return d
}

// keepsKind reports whether o is shown as its kind (such as a Map) although its class is Object.
// All other kinds are then shown as plain objects, since a script gave them that prototype.
func (p *printer) keepsKind(o *goja.Object, k kind) bool {
	switch k {
	case mapIterator, setIterator, goReflect:
		return true
	case array, goSlice, goDynamicArray, typedArray, mapObject, setObject:
		_, iterable := p.lookup(o, keyIterator)
		return iterable
	}
	return k.Callable()
}

func (p *printer) describeObject(d *description, o *goja.Object, k kind, c class, tag string) {
	d.properties = p.properties(o)
	if k == goMap { // Go's maps have no order
		slices.SortFunc(d.properties, func(a, b property) int { return compareKeys(a.name, b.name) })
	}
	switch {
	case o.ClassName() == "Arguments":
		if !c.null {
			c.name = "[Arguments]"
		}
		d.open = prefix(c, tag, "Arguments", "") + "{"
	case c.name == "Object" && !c.null && tag == "":
		d.open = "{"
	default:
		d.open = prefix(c, tag, engineName(k), "") + "{"
	}
	d.finishIfEmpty(d.open + "}")
}

// finishIfEmpty makes base the whole text if there are no properties.
func (d *description) finishIfEmpty(base string) {
	if len(d.properties) == 0 {
		d.whole, d.base = true, base
	}
}

// inspected returns the properties that o chooses to show, if it is [Inspectable], and nil
// otherwise.
func inspected(o *goja.Object) []property {
	if !engine.Fast() && proxyInherits(o) {
		return nil // slot would run its traps
	}
	state, ok := engine.StateOf(o)
	if !ok {
		if kindOf(o) == goReflect {
			state = o.Export()
		}
	}
	i, ok := state.(Inspectable)
	if !ok {
		return nil
	}
	list := []property{}
	for _, prop := range i.InspectProperties() {
		list = append(list, property{key: newKey(prop.Name), value: prop.Value, enumerable: true})
	}
	return list
}

func (p *printer) describePlatform(d *description, o *goja.Object, shown []property, c class, tag string) {
	d.properties = shown
	for _, prop := range p.properties(o) {
		if prop.value != nil { // skip accessors: they are unforgeable attributes
			d.properties = append(d.properties, prop)
		}
	}
	d.open = prefix(c, tag, "Object", "") + "{"
	d.finishIfEmpty(d.open + "}")
}

// describeText describes an object that is written as a text: a date or a regular expression.
func (p *printer) describeText(d *description, o *goja.Object, text, fallback string, s style, c class, tag string) {
	d.properties = p.properties(o)
	d.base = text
	if pre := prefix(c, tag, fallback, ""); pre != fallback+" " {
		d.base = pre + text
	}
	d.finishIfEmpty(p.paint(s, d.base))
}

func (p *printer) date(o *goja.Object) string {
	ms := p.probe.Call(engine.DateGetTime, o).ToFloat()
	if ms != ms {
		return "Invalid Date"
	}
	t := time.UnixMilli(int64(ms)).UTC()
	rest := t.Format("-01-02T15:04:05.000Z")
	digits := func(n, width int) string {
		s := strconv.Itoa(n)
		return strings.Repeat("0", max(0, width-len(s))) + s
	}
	switch year := t.Year(); {
	case year < 0:
		return "-" + digits(-year, 6) + rest
	case year > 9999:
		return "+" + digits(year, 6) + rest
	default:
		return digits(year, 4) + rest
	}
}

func (p *printer) regExp(o *goja.Object) string {
	s := "/" + p.probe.Call(engine.RegExpSource, o).String() + "/"
	for _, flag := range regExpFlags {
		if p.probe.Has(flag.get) && p.probe.Call(flag.get, o).ToBoolean() {
			s += string(flag.letter)
		}
	}
	return s
}

func (p *printer) describeBoxed(d *description, o *goja.Object, k kind, c class, tag string) {
	var name, value string
	var s style
	if k == boxedString {
		v := p.probe.Call(engine.StringValueOf, o).(goja.String)
		name, value, s = "String", quote(text(v)), str
		d.properties = p.extras(o)
	} else {
		v := p.probe.boxedValue(o)
		name, s = boxedName(v)
		value = primitiveText(v)
		d.properties = p.properties(o)
	}
	d.base = "[" + name
	switch {
	case c.null:
		d.base += " (null prototype)"
	case c.name != name:
		d.base += " (" + c.name + ")"
	}
	d.base += ": " + value + "]"
	if tag != "" && tag != c.name {
		d.base += " [" + tag + "]"
	}
	d.finishIfEmpty(p.paint(s, d.base))
}

func boxedName(v goja.Value) (string, style) {
	if _, ok := v.(*goja.Symbol); ok {
		return "Symbol", symbol
	}
	switch v.ExportType().Kind() {
	case reflect.Bool:
		return "Boolean", boolean
	case reflect.Pointer:
		return "BigInt", number
	default:
		return "Number", number
	}
}

func (p *printer) describeFunction(d *description, o *goja.Object, k kind, c class, tag string) {
	d.properties = p.properties(o)
	d.properties = prototypeThird(d.properties)
	var b strings.Builder
	if k == classFunction {
		p.writeClass(&b, o, c, tag)
	} else {
		kindName := map[kind]string{function: "Function", nativeFunction: "Function", asyncFunction: "AsyncFunction", generatorFunction: "GeneratorFunction"}[k]
		b.WriteString("[" + kindName)
		if c.null {
			b.WriteString(" (null prototype)")
		}
		if name := p.functionName(o); name != "" {
			b.WriteString(": " + name)
		} else {
			b.WriteString(" (anonymous)")
		}
		b.WriteString("]")
		if !c.null && c.name != kindName {
			b.WriteString(" " + c.name)
		}
		if tag != "" && tag != c.name {
			b.WriteString(" [" + tag + "]")
		}
	}
	d.base = b.String()
	d.finishIfEmpty(p.paint(special, d.base))
}

// prototypeThird moves the property "prototype" of a function behind "length" and "name". goja
// creates it on first use, so it may stand anywhere.
func prototypeThird(props []property) []property {
	at := func(k key) int {
		return slices.IndexFunc(props, func(p property) bool { return p.symbol == nil && p.name == k.name })
	}
	from := at(keyPrototype)
	if from < 0 {
		return props
	}
	proto := props[from]
	props = slices.Delete(slices.Clone(props), from, from+1)
	return slices.Insert(props, max(at(keyLength), at(keyName))+1, proto)
}

func (p *printer) functionName(o *goja.Object) string {
	prop, _ := p.lookup(o, keyName)
	switch v := prop.value.(type) {
	case goja.String:
		if kindOf(o) == nativeFunction {
			return withoutImportPath(text(v))
		}
		return text(v)
	case nil, *goja.Object:
		return ""
	default:
		return primitiveText(v)
	}
}

func (p *printer) writeClass(b *strings.Builder, o *goja.Object, c class, tag string) {
	name := ""
	if prop, ok := p.own(o, keyName); ok {
		if s, ok := prop.value.(goja.String); ok {
			name = text(s)
		}
	}
	if name == "" {
		name = "(anonymous)"
	}
	b.WriteString("[class " + name)
	if !c.null && c.name != "Function" {
		b.WriteString(" [" + c.name + "]")
	}
	if tag != "" && tag != c.name {
		b.WriteString(" [" + tag + "]")
	}
	if c.null {
		b.WriteString(" extends [null prototype]")
	} else if super := prototype(o); super != nil {
		if name, _ := p.text(super, keyName); name != "" {
			b.WriteString(" extends " + name)
		}
	}
	b.WriteString("]")
}

// promise returns the state of a promise and the value it was settled with, as an entry.
func (p *printer) promise(o *goja.Object, level int) []string {
	state := o.Export().(*goja.Promise)
	if state.State() == goja.PromiseStatePending {
		return []string{p.paint(special, "<pending>")}
	}
	p.indent += 2
	s := p.value(state.Result(), level)
	p.indent -= 2
	if state.State() == goja.PromiseStateRejected {
		s = p.paint(special, "<rejected>") + " " + s
	}
	return []string{s}
}
