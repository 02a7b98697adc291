package inspect

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// A probe looks at values without running their code: by built-in functions of an engine that no script has seen (see
// [engine.Natives]). Object.getOwnPropertyDescriptor tells a getter from a value, Map.prototype.entries walks a Map. None of
// them calls anything on the arguments that it gets here; proxies never get here. It belongs to one goroutine at a time.
type probe struct{ *engine.Natives }

// regExpFlags are the getters of flags, by the letter. The getter flags reads properties that scripts can define.
var regExpFlags = []struct {
	letter byte
	get    engine.Native
}{
	{'d', engine.RegExpHasIndices}, {'g', engine.RegExpGlobal}, {'i', engine.RegExpIgnoreCase}, {'m', engine.RegExpMultiline},
	{'s', engine.RegExpDotAll}, {'u', engine.RegExpUnicode}, {'v', engine.RegExpUnicodeSets}, {'y', engine.RegExpSticky},
}

// own returns the own property of o with this key. o must be no proxy.
func (p probe) own(o *goja.Object, k key) (property, bool) {
	own, ok := p.Own(o, k.asValue())
	if !ok {
		return property{}, false
	}
	return propertyOf(k, own), true
}

// propertyOf returns the property with a key.
func propertyOf(k key, p engine.Property) property {
	return property{key: k, value: p.Value, getter: p.Getter != nil, setter: p.Setter != nil, enumerable: p.Enumerable}
}

// keys returns the own keys of o, integers first.
func (p probe) keys(o *goja.Object) []key { return p.keysOf(engine.ReflectOwnKeys, o) }

// symbols returns the own keys of o that are symbols.
func (p probe) symbols(o *goja.Object) []key { return p.keysOf(engine.ObjectGetOwnPropertySymbols, o) }

func (p probe) keysOf(f engine.Native, o *goja.Object) []key {
	values := p.List(p.Call(f, nil, o))
	keys := make([]key, len(values))
	for i, v := range values {
		if s, ok := v.(*goja.Symbol); ok {
			keys[i] = key{symbol: s}
		} else {
			keys[i] = key{value: v, name: text(v.(goja.String))}
		}
	}
	return keys
}

// boxedValue returns the primitive value in a boxed one.
func (p probe) boxedValue(o *goja.Object) goja.Value {
	for _, f := range []engine.Native{engine.NumberValueOf, engine.BooleanValueOf, engine.BigIntValueOf, engine.SymbolValueOf} {
		if p.Accepts(f, o) {
			return p.Call(f, o)
		}
	}
	return goja.Undefined()
}
