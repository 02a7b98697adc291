package inspect

import (
	"reflect"
	"slices"
	"strconv"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// A key is a property key.
type key struct {
	symbol *goja.Symbol
	name   string           // a string key, encoded as text does
	raw    unistring.String // name as goja stores it, if known
	value  goja.Value       // name as a value, if known
}

func newKey(name string) key {
	k := key{name: name}
	if isASCII(name) {
		k.raw = unistring.String(name)
	}
	return k
}

func newSymbolKey(s *goja.Symbol) key { return key{symbol: s} }

// rawKey returns the key for a name as goja stores it: ASCII, or UTF-16 after a byte order mark.
func rawKey(s unistring.String) key {
	if units := s.AsUtf16(); units != nil {
		v := goja.StringFromUTF16(units[1:])
		return key{name: text(v), raw: s, value: v}
	}
	return key{name: string(s), raw: s}
}

func (k key) asValue() goja.Value {
	switch {
	case k.symbol != nil:
		return k.symbol
	case k.value != nil:
		return k.value
	default:
		return goja.StringFromUTF16(utf16.Encode([]rune(k.name)))
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var (
	keyConstructor = newKey("constructor")
	keyPrototype   = newKey("prototype")
	keyName        = newKey("name")
	keyMessage     = newKey("message")
	keyStack       = newKey("stack")
	keyCause       = newKey("cause")
	keyErrors      = newKey("errors")
	keyLength      = newKey("length")
	keyError       = newKey("Error")
	keyTag         = newSymbolKey(goja.SymToStringTag)
	keyIterator    = newSymbolKey(goja.SymIterator)
)

// A property is an own property, as its descriptor defines it.
type property struct {
	key
	value          goja.Value // nil for an accessor
	getter, setter bool
	enumerable     bool
}

// Most objects are ordinary ones. goja stores their properties in a map, with a slice of the names
// in order beside it. We read that map because asking the probe for each property would take most
// of the time. For all types of objects that have the field "values" (kinds.go), the map says the
// same as Object.getOwnPropertyDescriptor. Some types have further properties that are not in the
// map. The map's element is the value of a property, or a valueProperty if the property is not
// writable, enumerable and configurable.

// valuePropertyType returns goja's type valueProperty and the indexes of its fields. pointer is nil
// if goja has no such type.
var valuePropertyType = sync.OnceValue(func() (t struct {
	pointer                                     reflect.Type
	value, getter, setter, enumerable, accessor []int
}) {
	vm := goja.New()
	o := vm.NewObject()
	impl, ok := implementation(o)
	if !ok {
		return t
	}
	if err := o.DefineDataProperty("x", vm.ToValue(1), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		return t
	}
	values, _ := field[map[unistring.String]goja.Value](impl, fieldIndex[map[unistring.String]goja.Value](impl.Type(), "values"))
	pointer := reflect.TypeOf(values["x"])
	if pointer == nil || pointer.Kind() != reflect.Pointer || pointer.Elem().Kind() != reflect.Struct {
		return t
	}
	t.value = fieldIndex[goja.Value](pointer.Elem(), "value")
	t.getter = fieldIndex[*goja.Object](pointer.Elem(), "getterFunc")
	t.setter = fieldIndex[*goja.Object](pointer.Elem(), "setterFunc")
	t.enumerable = fieldIndex[bool](pointer.Elem(), "enumerable")
	t.accessor = fieldIndex[bool](pointer.Elem(), "accessor")
	if t.value != nil && t.getter != nil && t.setter != nil && t.enumerable != nil && t.accessor != nil {
		t.pointer = pointer
	}
	return t
})

// propertyOf returns the property that goja stores as v. It returns false if it cannot tell.
func propertyOf(k key, v goja.Value) (property, bool) {
	t := valuePropertyType()
	if v == nil || t.pointer == nil {
		return property{}, false
	}
	if reflect.TypeOf(v) != t.pointer {
		return property{key: k, value: v, enumerable: true}, true
	}
	p := reflect.ValueOf(v).Elem()
	prop := property{key: k}
	prop.enumerable, _ = field[bool](p, t.enumerable)
	if accessor, _ := field[bool](p, t.accessor); accessor {
		getter, _ := field[*goja.Object](p, t.getter)
		setter, _ := field[*goja.Object](p, t.setter)
		prop.getter, prop.setter = getter != nil, setter != nil
		return prop, true
	}
	prop.value, _ = field[goja.Value](p, t.value)
	return prop, prop.value != nil
}

// own returns the own property of o with this key. o must not be a proxy.
func (p *printer) own(o *goja.Object, k key) (property, bool) {
	impl, t := implementationOf(o)
	switch {
	case t.kind == errorObject && k.name == keyStack.name && k.symbol == nil:
		if v, ok := p.unmadeStack(o, impl, t); ok {
			return property{key: k, value: v}, true
		}
	case k.symbol != nil:
		if t.symbols != nil && impl.FieldByIndex(t.symbols).IsNil() {
			return property{}, false
		}
	case k.raw != "" && t.values != nil:
		values, _ := field[map[unistring.String]goja.Value](impl, t.values)
		if v, ok := values[k.raw]; ok {
			if prop, ok := propertyOf(k, v); ok {
				return prop, true
			}
		} else if t.onlyValues {
			return property{}, false
		}
	case t.kind.separatesElements() && !isIndex(k.name):
		const few = 8
		if names, ok := field[[]unistring.String](impl, t.names); ok && len(names) <= few && k.raw != "" && !slices.Contains(names, k.raw) {
			return property{}, false
		}
	}
	return p.probe.own(o, k)
}

// keys returns the own keys of o, integers first.
func (p *printer) keys(o *goja.Object) []key {
	impl, t := implementationOf(o)
	if !t.onlyValues {
		return p.probe.keys(o)
	}
	names, ok := field[[]unistring.String](impl, t.names)
	if !ok {
		return p.probe.keys(o)
	}
	keys := make([]key, len(names))
	for i, name := range names {
		if name != "" && name[0] >= '0' && name[0] <= '9' {
			return p.probe.keys(o) // it puts integers first
		}
		keys[i] = rawKey(name)
	}
	return append(keys, p.symbols(o)...)
}

// symbols returns the own keys of o that are symbols.
func (p *printer) symbols(o *goja.Object) []key {
	if impl, t := implementationOf(o); t.symbols != nil && impl.FieldByIndex(t.symbols).IsNil() {
		return nil
	}
	return p.probe.symbols(o)
}

// properties returns the own properties of o that are shown.
func (p *printer) properties(o *goja.Object) []property {
	return p.visible(o, p.keys(o))
}

// extras returns the own properties of o that are shown and are not elements.
func (p *printer) extras(o *goja.Object) []property {
	impl, t := implementationOf(o)
	// goja stores the names of these properties apart, so we need not list the keys of all
	// elements.
	if names, ok := field[[]unistring.String](impl, t.names); ok && t.kind.separatesElements() {
		keys := make([]key, 0, len(names))
		for _, name := range names {
			if name == keyLength.raw && t.kind != typedArray && !p.o.ShowHidden {
				continue // it is never enumerable
			}
			keys = append(keys, rawKey(name))
		}
		return p.visible(o, append(keys, p.symbols(o)...))
	}
	keys := p.probe.keys(o)
	for len(keys) > 0 && keys[0].symbol == nil && isIndex(keys[0].name) {
		keys = keys[1:] // integers come first
	}
	return p.visible(o, keys)
}

// visible returns those own properties of o with the given keys that are shown.
func (p *printer) visible(o *goja.Object, keys []key) []property {
	list := make([]property, 0, len(keys))
	for _, k := range keys {
		if prop, ok := p.own(o, k); ok && (prop.enumerable || p.o.ShowHidden) {
			list = append(list, prop)
		}
	}
	return list
}

// separatesElements reports whether goja stores the elements of such objects apart from other
// properties.
func (k kind) separatesElements() bool {
	switch k {
	case array, sparseArray, typedArray, boxedString:
		return true
	}
	return false
}

func isIndex(s string) bool {
	n, err := strconv.ParseUint(s, 10, 32)
	return err == nil && n < 1<<32-1 && strconv.FormatUint(n, 10) == s
}

// lookup returns the property of o with this key, own or inherited. For a proxy on the prototype
// chain it searches the proxy's target.
func (p *printer) lookup(o *goja.Object, k key) (property, bool) {
	for range maxPrototypes {
		if o == nil {
			break
		}
		if prop, ok := p.own(o, k); ok {
			return prop, true
		}
		o = prototype(o)
	}
	return property{}, false
}

// text returns a property whose value is a string. It calls no accessor: those count as missing.
func (p *printer) text(o *goja.Object, k key) (string, bool) {
	prop, ok := p.lookup(o, k)
	if !ok {
		return "", false
	}
	s, ok := prop.value.(goja.String)
	if !ok {
		return "", false
	}
	return text(s), true
}

// prototype returns the prototype of o, or its target if it is a proxy. o must not be a proxy.
func prototype(o *goja.Object) *goja.Object {
	if o = o.Prototype(); o == nil {
		return nil
	}
	return target(o)
}

// inherits reports whether proto is on the prototype chain of o.
func inherits(o, proto *goja.Object) bool {
	for range maxPrototypes {
		if o = prototype(o); o == nil {
			return false
		}
		if o == proto {
			return true
		}
	}
	return false
}

// proxyInherits reports whether a proxy is on the prototype chain of o.
func proxyInherits(o *goja.Object) bool {
	for range maxPrototypes {
		if o = o.Prototype(); o == nil {
			return false
		}
		if _, t := implementationOf(o); t.kind == proxy {
			return true
		}
	}
	return true
}

// target returns o if it is not a proxy, and otherwise its innermost target. It returns nil if one
// of the proxies is revoked.
func target(o *goja.Object) *goja.Object {
	for range maxPrototypes {
		if _, t := implementationOf(o); t.kind != proxy {
			return o
		}
		if o = o.Export().(goja.Proxy).Target(); o == nil {
			return nil
		}
	}
	return nil
}

// arrayElements returns the elements of an array as goja stores them: nil for a hole, or a value
// for propertyOf. It returns false if o is not such an array.
func arrayElements(o *goja.Object) ([]goja.Value, bool) {
	impl, t := implementationOf(o)
	if t.kind != array {
		return nil, false
	}
	return field[[]goja.Value](impl, t.elements)
}
