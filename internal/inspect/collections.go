package inspect

import (
	"encoding/hex"
	"reflect"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

func size[N int | int64](n N) string { return "(" + strconv.FormatInt(int64(n), 10) + ")" }

func (p *printer) describeArray(d *description, o *goja.Object, k kind, c class, tag string) {
	d.list, d.close = true, "]"
	if k != goSlice && k != goDynamicArray {
		d.properties = p.extras(o)
	}
	n := p.arrayLength(o)
	d.open = "["
	if c.null || c.name != "Array" || tag != "" {
		d.open = prefix(c, tag, "Array", size(n)) + "["
	}
	if n == 0 {
		d.finishIfEmpty(d.open + "]")
	}
	d.entries = func(level int) []string { return p.elements(o, k, n, level) }
	d.element = func(i int) goja.Value {
		if int64(i) >= n {
			return nil
		}
		return p.at(o, int64(i)).value
	}
}

// arrayLength returns the length of an array, which can be more than an int is on platforms of 32 bits.
func (p *printer) arrayLength(o *goja.Object) int64 {
	if n, known := engine.ArrayLength(o); known {
		return int64(n)
	}
	if length, ok := p.own(o, keyLength); ok && length.value != nil {
		return length.value.ToInteger()
	}
	return 0
}

// at returns the element of an array at index i.
func (p *printer) at(o *goja.Object, i int64) property {
	if values, known := engine.Stored(o); known && i < int64(len(values)) && values[i] != nil {
		return propertyOf(key{}, engine.PropertyIn(values[i]))
	}
	prop, _ := p.own(o, indexKey(i))
	return prop
}

func indexKey(i int64) key { return newKey(strconv.FormatInt(i, 10)) }

// elements returns the entries for the elements of an array of length n. A run of holes is one
// entry.
func (p *printer) elements(o *goja.Object, k kind, n int64, level int) []string {
	var entries []string
	next := p.nextElement(o, k, n)
	i := int64(0)
	for i < n && len(entries) < p.o.MaxArrayLength {
		at := next(i)
		if at > i {
			entries = append(entries, p.paint(undefined, "<"+plural(at-i, "empty item")+">"))
			i = at
			continue
		}
		entries = append(entries, p.element(p.at(o, i), level))
		i++
	}
	if i < n {
		entries = append(entries, moreItems(n-i))
	}
	return entries
}

// nextElement returns a function that returns the index of the first element at or after i, or n if
// there is none. It must be called with growing i.
func (p *printer) nextElement(o *goja.Object, k kind, n int64) func(i int64) int64 {
	if values, known := engine.Stored(o); known {
		return func(i int64) int64 {
			for i < int64(len(values)) && values[i] == nil {
				i++
			}
			if i >= int64(len(values)) {
				return n
			}
			return i
		}
	}
	if k == goSlice || k == goDynamicArray {
		return func(i int64) int64 { return i }
	}
	var indexes []int64
	for _, key := range p.probe.keys(o) {
		if key.symbol != nil || !isIndex(key.name) {
			break // integers come first
		}
		i, _ := strconv.ParseInt(key.name, 10, 64)
		indexes = append(indexes, i)
	}
	return func(i int64) int64 {
		for len(indexes) > 0 && indexes[0] < i {
			indexes = indexes[1:]
		}
		if len(indexes) == 0 {
			return n
		}
		return indexes[0]
	}
}

func (p *printer) describeTypedArray(d *description, o *goja.Object, c class, tag string) {
	d.list, d.close = true, "]"
	values := p.typedElements(o)
	n := values.Len()
	d.properties = p.extras(o)
	if c.name == "Buffer" && tag == "Uint8Array" && len(d.properties) == 0 {
		d.whole, d.base = true, "<Buffer"+p.bytes(values.Bytes())+">"
		return
	}
	fallback := ""
	if c.null {
		fallback = tag
	}
	d.open = prefix(c, tag, fallback, size(n)) + "["
	if n == 0 {
		d.finishIfEmpty(d.open + "]")
	}
	suffix := ""
	if strings.HasPrefix(tag, "Big") {
		suffix = "n"
	}
	d.entries = func(level int) []string {
		shown := min(n, p.o.MaxArrayLength)
		entries := make([]string, shown, shown+1)
		for i := range entries {
			entries[i] = p.paint(number, p.goNumber(values.Index(i))+suffix)
		}
		if n > shown {
			entries = append(entries, moreItems(n-shown))
		}
		if p.o.ShowHidden {
			entries = append(entries, p.typedHidden(o, values, level)...)
		}
		return entries
	}
	d.element = func(i int) goja.Value {
		if i >= n {
			return nil
		}
		return zero
	}
}

// goNumber returns the text of a number as JavaScript writes it.
func (p *printer) goNumber(v reflect.Value) string {
	switch {
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10)
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10)
	default:
		return primitiveText(p.vm.ToValue(v.Float()))
	}
}

var zero = goja.New().ToValue(0) // any number

// typedElements returns the elements of a typed array as a Go slice.
func (p *printer) typedElements(o *goja.Object) reflect.Value {
	view, _ := engine.ViewOf(o)
	if view.Buffer.Detached() {
		return reflect.Zero(o.ExportType())
	}
	return reflect.ValueOf(o.Export())
}

func (p *printer) typedHidden(o *goja.Object, values reflect.Value, level int) []string {
	width := int(values.Type().Elem().Size())
	view, _ := engine.ViewOf(o)
	hidden := func(name string, n int64) string { return "[" + name + "]: " + p.value(p.vm.ToValue(n), level) }
	return []string{
		hidden("BYTES_PER_ELEMENT", int64(width)),
		hidden("length", int64(values.Len())),
		hidden("byteLength", int64(values.Len()*width)),
		hidden("byteOffset", int64(view.Offset)),
		"[buffer]: ArrayBuffer { byteLength: " + p.value(p.vm.ToValue(len(view.Buffer.Bytes())), level) + " }",
	}
}

func (p *printer) describeBuffer(d *description, o *goja.Object, c class, tag string) {
	d.open = prefix(c, tag, "ArrayBuffer", "") + "{"
	buffer := o.Export().(goja.ArrayBuffer)
	d.entries = func(level int) []string {
		contents := "(detached)"
		if buffer.Detached() {
			contents = p.paint(special, contents)
		} else {
			contents = p.paint(special, "[Uint8Contents]") + ": <" + strings.TrimPrefix(p.bytes(buffer.Bytes()), " ") + ">"
		}
		length := property{key: newKey("byteLength"), value: p.vm.ToValue(len(buffer.Bytes())), enumerable: true}
		return []string{contents, p.property(length, level)}
	}
	d.properties = p.properties(o)
}

// bytes returns the bytes in hexadecimal, each after a space.
func (p *printer) bytes(data []byte) string {
	shown := min(len(data), p.o.MaxArrayLength)
	var b strings.Builder
	for i := range data[:shown] {
		b.WriteString(" " + hex.EncodeToString(data[i:i+1]))
	}
	if more := len(data) - shown; more > 0 {
		b.WriteString(" ... " + plural(more, "more byte"))
	}
	return b.String()
}

func (p *printer) viewProperties(o *goja.Object) []property {
	view, _ := engine.ViewOf(o)
	var list []property
	for _, x := range []Property{
		{"byteLength", p.vm.ToValue(view.Length)}, {"byteOffset", p.vm.ToValue(view.Offset)}, {"buffer", p.vm.ToValue(view.Buffer)},
	} {
		list = append(list, property{key: newKey(x.Name), value: x.Value, enumerable: true})
	}
	return list
}

func (p *printer) mapSize(o *goja.Object) int {
	return int(p.probe.Call(engine.MapSize, o).ToInteger())
}

func (p *printer) setSize(o *goja.Object) int {
	return int(p.probe.Call(engine.SetSize, o).ToInteger())
}

// eachPair calls f for the first n pairs of a Map.
func (p *printer) eachPair(o *goja.Object, n int, f func(key, value goja.Value)) {
	iterator := p.probe.Call(engine.MapEntries, o).(*goja.Object)
	for range n {
		pair := p.probe.Call(engine.MapIteratorNext, iterator).(*goja.Object).Get("value").(*goja.Object)
		f(pair.Get("0"), pair.Get("1"))
	}
}

// eachMember calls f for the first n values of a Set.
func (p *printer) eachMember(o *goja.Object, n int, f func(value goja.Value)) {
	iterator := p.probe.Call(engine.SetValues, o).(*goja.Object)
	for range n {
		f(p.probe.Call(engine.SetIteratorNext, iterator).(*goja.Object).Get("value"))
	}
}

func (p *printer) describeMap(d *description, o *goja.Object, c class, tag string) {
	n := p.mapSize(o)
	d.open = prefix(c, tag, "Map", size(n)) + "{"
	d.properties = p.properties(o)
	if n == 0 {
		d.finishIfEmpty(d.open + "}")
	}
	d.entries = func(level int) []string {
		return p.items(n, func(entries []string) []string {
			p.eachPair(o, min(n, p.o.MaxArrayLength), func(key, value goja.Value) {
				entries = append(entries, p.value(key, level)+" => "+p.value(value, level))
			})
			return entries
		})
	}
}

func (p *printer) describeSet(d *description, o *goja.Object, c class, tag string) {
	n := p.setSize(o)
	d.open = prefix(c, tag, "Set", size(n)) + "{"
	d.properties = p.properties(o)
	if n == 0 {
		d.finishIfEmpty(d.open + "}")
	}
	d.entries = func(level int) []string {
		return p.items(n, func(entries []string) []string {
			p.eachMember(o, min(n, p.o.MaxArrayLength), func(value goja.Value) {
				entries = append(entries, p.value(value, level))
			})
			return entries
		})
	}
}

// items returns the entries that write appends for the first of n items, and an entry for the
// number of the others.
func (p *printer) items(n int, write func([]string) []string) []string {
	p.indent += 2
	entries := write(make([]string, 0, min(n, p.o.MaxArrayLength)+1))
	p.indent -= 2
	if n > p.o.MaxArrayLength {
		entries = append(entries, moreItems(n-p.o.MaxArrayLength))
	}
	return entries
}

// Iterators over a Map or Set are read through goja's structs, because calling next would advance
// them:
//
//	struct { …; iter *struct { m *struct { iterFirst *entry; … }; cur *entry }; kind uint8 }
//	entry: struct { key, value Value; iterPrev, iterNext *entry; … }
func (p *printer) describeIterator(d *description, o *goja.Object, k kind, tag string) {
	name := "Map"
	if k == setIterator {
		name = "Set"
	}
	if full := name + " Iterator"; tag != full {
		if tag != "" {
			tag += "] ["
		}
		tag += full
	}
	d.open = "[" + tag + "] {"
	d.properties = p.properties(o)
	values, pairs, known := engine.Remaining(o)
	if !known {
		d.entries = func(int) []string { return []string{p.paint(special, "<items unknown>")} }
		return
	}
	step := 1
	if pairs {
		d.open = "[" + name + " Entries] {"
		step = 2
	}
	d.entries = func(level int) []string {
		return p.items(len(values)/step, func(entries []string) []string {
			for i := 0; i < len(values) && len(entries) < p.o.MaxArrayLength; i += step {
				entry := ""
				if pairs {
					pair := []string{p.value(values[i], level), p.value(values[i+1], level)}
					entry = p.layOut(pair, description{open: "[", close: "]", list: true}, level)
				} else {
					entry = p.value(values[i], level)
				}
				entries = append(entries, entry)
			}
			return entries
		})
	}
}
