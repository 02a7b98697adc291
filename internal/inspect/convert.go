package inspect

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// This file has what package console needs beyond the text of a value.

// ConvertsItself reports whether a script defined how o is converted to a string, with a toString
// or Symbol.toPrimitive method. If not, [Format] says more about o than String(o) does.
func ConvertsItself(vm *goja.Runtime, o *goja.Object) bool {
	p := newPrinter(vm, Options{})
	defer p.release()
	if kindOf(o) == proxy {
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
		if t := kindOf(f); t.Callable() && t != nativeFunction {
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
	switch kindOf(o) {
	case mapObject:
		keys = []goja.Value{}
		p.eachPair(o, p.mapSize(o), func(key, value goja.Value) {
			keys, values = append(keys, key), append(values, value)
		})
	case setObject:
		p.eachMember(o, p.setSize(o), func(value goja.Value) { values = append(values, value) })
	case mapIterator, setIterator:
		remaining, pairs, known := engine.Remaining(o)
		switch {
		case !known:
			return nil, nil, false
		case !pairs:
			return nil, remaining, true
		}
		keys = []goja.Value{}
		for i := 0; i < len(remaining); i += 2 {
			keys, values = append(keys, remaining[i]), append(values, remaining[i+1])
		}
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
			t := kindOf(o)
			if !t.Callable() && !isArray(o) && len(p.properties(o)) > 2 {
				p.o.Depth = -1
			}
		}
	}
	return printable(p.value(v, 0))
}
