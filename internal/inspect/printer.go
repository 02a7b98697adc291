package inspect

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

const (
	// maxNesting limits the recursion if Depth does not.
	maxNesting = 500
	// maxText limits the size of the text in bytes; an object's text counts again in each object
	// that contains it. Beyond the limit, objects are only named.
	maxText = 1 << 26
	// maxPrototypes limits the walk along a prototype chain, which can be a cycle if it has
	// proxies.
	maxPrototypes = 10_000
)

// A printer is the state of one call of Format.
type printer struct {
	o      Options
	vm     *goja.Runtime
	probe  probe
	indent int // columns before a line break's continuation
	level  int // of the object that was entered last
	inside []*goja.Object
	cycles map[*goja.Object]int // the numbers of <ref *n>
	spent  int

	lineages []lineage // cache of lineageOf

	errorProto      *goja.Object
	errorProtoKnown bool
}

func newPrinter(vm *goja.Runtime, o Options) *printer {
	return &printer{o: o.withDefaults(), vm: vm, probe: probe{engine.BorrowNatives()}}
}

func (p *printer) release() {
	p.probe.Release()
	p.probe = probe{}
}

// value returns the text of v, which is inside level objects.
func (p *printer) value(v goja.Value, level int) string {
	if o, ok := v.(*goja.Object); ok {
		return p.object(o, level)
	}
	return p.primitive(v)
}

func (p *printer) primitive(v goja.Value) string {
	switch v := v.(type) {
	case nil:
		return p.paint(undefined, "undefined")
	case goja.String:
		return p.str(v)
	case *goja.Symbol:
		return p.paint(symbol, symbolText(v))
	}
	switch {
	case goja.IsUndefined(v):
		return p.paint(undefined, "undefined")
	case goja.IsNull(v):
		return p.paint(null, "null")
	}
	s := primitiveText(v)
	if v.ExportType().Kind() == reflect.Bool {
		return p.paint(boolean, s)
	}
	return p.paint(number, s)
}

// primitiveText returns the text of a primitive value, without quotes and colours.
func primitiveText(v goja.Value) string {
	if s, ok := v.(*goja.Symbol); ok {
		return symbolText(s)
	}
	s := v.String()
	switch v.ExportType().Kind() {
	case reflect.Float64:
		if f := v.ToFloat(); f == 0 && math.Signbit(f) {
			s = "-0"
		}
	case reflect.Pointer:
		s += "n"
	}
	return s
}

func symbolText(s *goja.Symbol) string { return "Symbol(" + s.String() + ")" }

// str returns s in quotes, cut at MaxStringLength, and broken after its line feeds if it is too
// long for a line.
func (p *printer) str(s goja.String) string {
	trailer := ""
	if n := s.Length(); n > p.o.MaxStringLength {
		trailer = "... " + plural(n-p.o.MaxStringLength, "more character")
		s = s.Substring(0, p.o.MaxStringLength)
	}
	t := text(s)
	if n := s.Length(); n > 16 && n > p.o.Width-p.indent-4 {
		lines := strings.SplitAfter(t, "\n")
		if last := len(lines) - 1; lines[last] == "" {
			lines = lines[:last]
		}
		for i, line := range lines {
			lines[i] = p.paint(str, quote(line))
		}
		return strings.Join(lines, " +\n"+strings.Repeat(" ", p.indent+2)) + trailer
	}
	return p.paint(str, quote(t)) + trailer
}

// object returns the text of o.
func (p *printer) object(o *goja.Object, level int) string {
	if kindOf(o) == proxy {
		if p.o.ShowProxy {
			return p.proxy(o, level)
		}
		if o = target(o); o == nil {
			return p.paint(special, "<Revoked Proxy>")
		}
	}
	if outer := p.around(o); outer != nil {
		n, ok := p.cycles[outer]
		if !ok {
			if p.cycles == nil {
				p.cycles = map[*goja.Object]int{}
			}
			n = len(p.cycles) + 1
			p.cycles[outer] = n
		}
		return p.paint(special, "[Circular *"+strconv.Itoa(n)+"]")
	}

	d := p.describe(o, level)
	if d.whole {
		return d.base
	}
	if level > p.o.Depth || p.spent > maxText {
		return p.paint(special, d.shortName())
	}
	if level > maxNesting {
		return p.paint(special, "["+strings.Trim(d.shortName(), "[]")+": Inspection interrupted prematurely. Maximum nesting exceeded.]")
	}

	p.inside = append(p.inside, o)
	p.level = level + 1
	var entries []string
	if d.entries != nil {
		entries = d.entries(level + 1)
	}
	for _, prop := range d.properties {
		entries = append(entries, p.property(prop, level+1))
	}
	p.inside = p.inside[:len(p.inside)-1]
	if n, ok := p.cycles[o]; ok {
		ref := p.paint(special, "<ref *"+strconv.Itoa(n)+">")
		if d.base == "" {
			d.base = ref
		} else {
			d.base = ref + " " + d.base
		}
	}
	s := p.layOut(entries, d, level+1)
	p.spent += len(s)
	return s
}

// around returns the object being written that is the same as o, or nil.
func (p *printer) around(o *goja.Object) *goja.Object {
	if slices.Contains(p.inside, o) {
		return o
	}
	// goja wraps a Go value in a new object each time a script reads it.
	id := goIdentity(o)
	if id == 0 {
		return nil
	}
	for _, outer := range p.inside {
		if goIdentity(outer) == id {
			return outer
		}
	}
	return nil
}

func (p *printer) proxy(o *goja.Object, level int) string {
	x := o.Export().(goja.Proxy)
	if x.Target() == nil {
		return p.paint(special, "<Revoked Proxy>")
	}
	if level > p.o.Depth || level > maxNesting {
		return p.paint(special, "Proxy [Array]")
	}
	p.level = level + 1
	p.indent += 2
	entries := []string{p.value(x.Target(), level+1), p.value(x.Handler(), level+1)}
	p.indent -= 2
	return p.layOut(entries, description{open: "Proxy [", close: "]", list: true}, level+1)
}

// property returns the text of a property: its key and its value.
func (p *printer) property(prop property, level int) string {
	return p.keyText(prop) + ": " + p.element(prop, level)
}

// element returns the text of a property's value.
func (p *printer) element(prop property, level int) string {
	switch {
	case prop.value != nil:
		p.indent += 2
		s := p.value(prop.value, level)
		p.indent -= 2
		return s
	case prop.getter && prop.setter:
		return p.paint(special, "[Getter/Setter]")
	case prop.getter:
		return p.paint(special, "[Getter]")
	case prop.setter:
		return p.paint(special, "[Setter]")
	default:
		return p.paint(undefined, "undefined")
	}
}

func (p *printer) keyText(prop property) string {
	if prop.symbol != nil {
		return "[" + p.paint(symbol, escape(symbolText(prop.symbol))) + "]"
	}
	switch {
	case prop.name == "__proto__":
		return "['__proto__']"
	case !prop.enumerable:
		return "[" + escape(prop.name) + "]"
	case identifier(prop.name):
		return prop.name
	default:
		return p.paint(str, quote(prop.name))
	}
}
