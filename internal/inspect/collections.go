package inspect

import (
	"encoding/hex"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/dop251/goja"
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
	impl, t := implementationOf(o)
	if n, ok := field[uint32](impl, t.length); ok {
		return int64(n)
	}
	if length, ok := p.own(o, keyLength); ok && length.value != nil {
		return length.value.ToInteger()
	}
	return 0
}

// at returns the element of an array at index i.
func (p *printer) at(o *goja.Object, i int64) property {
	if values, ok := arrayElements(o); ok && i < int64(len(values)) {
		if prop, ok := propertyOf(key{}, values[i]); ok {
			return prop
		}
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
	if values, ok := arrayElements(o); ok {
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
	buffer := on(p.probe.typedArrayBuffer, o).(*goja.Object).Export().(goja.ArrayBuffer)
	if buffer.Detached() {
		return reflect.Zero(o.ExportType())
	}
	return reflect.ValueOf(o.Export())
}

func (p *printer) typedHidden(o *goja.Object, values reflect.Value, level int) []string {
	width := int(values.Type().Elem().Size())
	buffer := on(p.probe.typedArrayBuffer, o).(*goja.Object).Export().(goja.ArrayBuffer)
	hidden := func(name string, n int64) string { return "[" + name + "]: " + p.value(p.vm.ToValue(n), level) }
	return []string{
		hidden("BYTES_PER_ELEMENT", int64(width)),
		hidden("length", int64(values.Len())),
		hidden("byteLength", int64(values.Len()*width)),
		hidden("byteOffset", on(p.probe.typedArrayOffset, o).ToInteger()),
		"[buffer]: ArrayBuffer { byteLength: " + p.value(p.vm.ToValue(len(buffer.Bytes())), level) + " }",
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
	buffer := on(p.probe.viewBuffer, o)
	length, offset := p.vm.ToValue(0), p.vm.ToValue(0)
	if !buffer.(*goja.Object).Export().(goja.ArrayBuffer).Detached() {
		length, offset = on(p.probe.viewLength, o), on(p.probe.viewOffset, o)
	}
	var list []property
	for _, x := range []Property{{"byteLength", length}, {"byteOffset", offset}, {"buffer", buffer}} {
		list = append(list, property{key: newKey(x.Name), value: x.Value, enumerable: true})
	}
	return list
}

func (p *printer) mapSize(o *goja.Object) int { return int(on(p.probe.mapSize, o).ToInteger()) }

func (p *printer) setSize(o *goja.Object) int { return int(on(p.probe.setSize, o).ToInteger()) }

// eachPair calls f for the first n pairs of a Map.
func (p *printer) eachPair(o *goja.Object, n int, f func(key, value goja.Value)) {
	iterator := on(p.probe.mapEntries, o).(*goja.Object)
	for range n {
		pair := on(p.probe.mapNext, iterator).(*goja.Object).Get("value").(*goja.Object)
		f(pair.Get("0"), pair.Get("1"))
	}
}

// eachMember calls f for the first n values of a Set.
func (p *printer) eachMember(o *goja.Object, n int, f func(value goja.Value)) {
	iterator := on(p.probe.setValues, o).(*goja.Object)
	for range n {
		f(on(p.probe.setNext, iterator).(*goja.Object).Get("value"))
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

// iteratorField returns the index of t's field iter, or nil unless t and the structs that it points
// to have the fields above.
func iteratorField(t reflect.Type) []int {
	f, ok := t.FieldByName("iter")
	if !ok || f.Type.Kind() != reflect.Pointer {
		return nil
	}
	has := func(t reflect.Type, name string, kinds reflect.Kind) reflect.Type {
		if t == nil || t.Kind() != reflect.Struct {
			return nil
		}
		f, ok := t.FieldByName(name)
		if !ok || f.Type.Kind() != kinds {
			return nil
		}
		if kinds == reflect.Pointer {
			return f.Type.Elem()
		}
		return f.Type
	}
	entry := has(f.Type.Elem(), "cur", reflect.Pointer)
	if entry == nil || fieldIndex[goja.Value](entry, "key") == nil || fieldIndex[goja.Value](entry, "value") == nil ||
		has(entry, "iterPrev", reflect.Pointer) != entry || has(entry, "iterNext", reflect.Pointer) != entry ||
		has(has(f.Type.Elem(), "m", reflect.Pointer), "iterFirst", reflect.Pointer) != entry ||
		has(t, "kind", reflect.Int) == nil {
		return nil
	}
	return f.Index
}

func (p *printer) describeIterator(d *description, o *goja.Object, impl reflect.Value, t *implementationType, tag string) {
	name := "Map"
	if t.kind == setIterator {
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
	if t.iterator == nil {
		d.finishIfEmpty(d.open + "}")
		return
	}
	pairs := yieldsPairs(impl)
	if pairs {
		d.open = "[" + name + " Entries] {"
	}
	d.entries = func(level int) []string {
		n := 0
		eachRemaining(impl, t, func(_, _ goja.Value) { n++ })
		return p.items(n, func(entries []string) []string {
			eachRemaining(impl, t, func(key, value goja.Value) {
				switch {
				case len(entries) >= p.o.MaxArrayLength:
				case pairs:
					pair := []string{p.value(key, level), p.value(value, level)}
					entries = append(entries, p.layOut(pair, description{open: "[", close: "]", list: true}, level))
				default:
					entries = append(entries, p.value(value, level))
				}
			})
			return entries
		})
	}
}

// Values of goja's field kind: what an iterator yields. Any other value means both.
const (
	keysOnly   = 0
	valuesOnly = 1
)

func yieldsPairs(impl reflect.Value) bool {
	what := impl.FieldByName("kind").Int()
	return what != keysOnly && what != valuesOnly
}

// eachRemaining calls f for each entry that an iterator has not yielded yet. value is what it would
// yield, or the second element of the pair.
func eachRemaining(impl reflect.Value, t *implementationType, f func(key, value goja.Value)) {
	keys := t.kind == setIterator || impl.FieldByName("kind").Int() == keysOnly
	walk(impl.FieldByIndex(t.iterator), func(key, value goja.Value) {
		if keys {
			value = key
		}
		f(key, value)
	})
}

// walk calls f for each entry of a Map or Set that iterator has not visited yet.
func walk(iterator reflect.Value, f func(key, value goja.Value)) {
	if iterator.IsNil() || iterator.Elem().FieldByName("m").IsNil() {
		return // the iterator is at its end
	}
	at := iterator.Elem().FieldByName("cur")
	index := func(name string) []int { return fieldIndex[goja.Value](at.Type().Elem(), name) }
	key, value := index("key"), index("value")
	get := func(entry reflect.Value, i []int) goja.Value {
		v, _ := field[goja.Value](entry.Elem(), i)
		return v
	}
	for !at.IsNil() && get(at, key) == nil { // the entry was deleted
		at = at.Elem().FieldByName("iterPrev")
	}
	if at.IsNil() {
		at = iterator.Elem().FieldByName("m").Elem().FieldByName("iterFirst")
	} else {
		at = at.Elem().FieldByName("iterNext")
	}
	for range math.MaxInt32 {
		if at.IsNil() {
			return
		}
		f(get(at, key), get(at, value))
		at = at.Elem().FieldByName("iterNext")
	}
}
