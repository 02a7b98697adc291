package inspect

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"github.com/gojs-runtime/gojs/internal/engine"
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
func (p *printer) own(o *goja.Object, k key) (property, bool) {
	switch {
	case k.symbol != nil:
		if engine.NoSymbols(o) {
			return property{}, false
		}
	case k.name == keyStack.name && kindOf(o) == errorObject:
		if v, ok := p.unmadeStack(o); ok {
			return property{key: k, value: v}, true
		}
	case k.raw != "":
		if own, found, known := engine.OwnNamed(o, k.raw); known && found {
			return propertyOf(k, own), true
		} else if known {
			return property{}, false
		}
	}
	return p.probe.own(o, k)
}

// keys returns the own keys of o, integers first.
func (p *printer) keys(o *goja.Object) []key {
	names, complete, known := engine.OwnNames(o)
	if !known || !complete {
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
	if engine.NoSymbols(o) {
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
	// The keys of many elements are not made.
	if names, complete, known := engine.OwnNames(o); known && !complete {
		keys := make([]key, 0, len(names))
		for _, name := range names {
			if name == keyLength.raw && kindOf(o) != typedArray && !p.o.ShowHidden {
				continue // is never enumerable
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
		if kindOf(o) == proxy {
			return true
		}
	}
	return true
}

// target returns o if it is not a proxy, and otherwise its innermost target. It returns nil if one
// of the proxies is revoked.
func target(o *goja.Object) *goja.Object {
	for range maxPrototypes {
		if kindOf(o) != proxy {
			return o
		}
		if o = o.Export().(goja.Proxy).Target(); o == nil {
			return nil
		}
	}
	return nil
}
