package inspect

import (
	"github.com/dop251/goja"
)

// This file has what package console needs beyond the text of a value.

// ConvertsItself reports whether a script defined how o is converted to a string, with a toString
// or Symbol.toPrimitive method. If not, [Format] says more about o than String(o) does.
func ConvertsItself(vm *goja.Runtime, o *goja.Object) bool {
	p := newPrinter(vm, Options{})
	defer p.release()
	if _, t := implementationOf(o); t.kind == proxy {
		return false
	}
	for _, k := range []key{newSymbolKey(goja.SymToPrimitive), newKey("toString")} {
		prop, ok := p.lookup(o, k)
		if !ok {
			continue
		}
		f, ok := prop.value.(*goja.Object)
		if !ok {
			if prop.value == nil && prop.getter {
				return true
			}
			continue
		}
		if _, t := implementationOf(f); t.kind.callable() && t.kind != nativeFunction {
			return true
		}
	}
	return false
}

// Entries returns the keys and values of a Map, the values of a Set, or the remaining ones of an
// iterator over a Map or Set. keys is nil unless there are pairs. ok is false for any other object.
func Entries(vm *goja.Runtime, o *goja.Object) (keys, values []goja.Value, ok bool) {
	p := newPrinter(vm, Options{})
	defer p.release()
	if o = target(o); o == nil {
		return nil, nil, false
	}
	impl, t := implementationOf(o)
	switch t.kind {
	case mapObject:
		keys = []goja.Value{}
		p.eachPair(o, p.mapSize(o), func(key, value goja.Value) {
			keys, values = append(keys, key), append(values, value)
		})
	case setObject:
		p.eachMember(o, p.setSize(o), func(value goja.Value) { values = append(values, value) })
	case mapIterator, setIterator:
		if t.iterator == nil {
			return nil, nil, false
		}
		pairs := yieldsPairs(impl)
		if pairs {
			keys = []goja.Value{}
		}
		eachRemaining(impl, t, func(key, value goja.Value) {
			if pairs {
				keys = append(keys, key)
			}
			values = append(values, value)
		})
	default:
		return nil, nil, false
	}
	return keys, values, true
}

// Cell returns the text of v for a cell of a table: one line, and only the class of an object with
// more than two properties.
func Cell(vm *goja.Runtime, v goja.Value, colors bool) string {
	p := newPrinter(vm, Options{Depth: None, MaxArrayLength: 3, Width: Unlimited, Colors: colors})
	defer p.release()
	if o, ok := v.(*goja.Object); ok {
		if o = target(o); o != nil {
			_, t := implementationOf(o)
			if !t.kind.callable() && !isArray(o) && len(p.properties(o)) > 2 {
				p.o.Depth = -1
			}
		}
	}
	return printable(p.value(v, 0))
}
