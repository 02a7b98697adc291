//go:build gc && !gojs_safe

package engine

import (
	"errors"
	"fmt"
	"math"
	"reflect"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// storage says which properties are in the baseObject of an implementation.
type storage uint8

const (
	elsewhere storage = iota // nothing that can be relied on
	whole                    // all properties
	part                     // properties, but the object may have more
	beside                   // the names of the properties that are not elements, and the symbols
)

// storageOf returns the storage of o, or elsewhere if the fast implementation is not in use.
func storageOf(o *goja.Object) storage {
	if !fast {
		return elsewhere
	}
	needTables()
	return storages[implementation(o).methods]
}

func ownNames(o *goja.Object) (names []unistring.String, complete, known bool) {
	switch storageOf(o) {
	case whole:
		return baseOf(o).propNames, true, true
	case beside:
		return baseOf(o).propNames, false, true
	}
	return nil, false, false
}

func ownNamed(o *goja.Object, name unistring.String) (p Property, found, known bool) {
	s := storageOf(o)
	if s == elsewhere || s == beside && name != "" && name[0] >= '0' && name[0] <= '9' {
		return p, false, false
	}
	v, found := baseOf(o).values[name]
	switch {
	case !found:
		return p, false, s != part
	case v == nil, s == beside: // the length of an array in the map is not up to date
		return p, false, false
	}
	return propertyIn(v), true, true
}

func noSymbols(o *goja.Object) bool {
	s := storageOf(o)
	return (s == whole || s == beside) && baseOf(o).symValues == nil
}

func propertyIn(v goja.Value) Property {
	if v == nil {
		return Property{}
	}
	w := valueWords(&v)
	if w.methods != methods.property {
		return Property{Value: v, Writable: true, Enumerable: true, Configurable: true}
	}
	stored := (*valueProperty)(w.data)
	p := Property{Writable: stored.writable, Enumerable: stored.enumerable, Configurable: stored.configurable}
	switch {
	case !stored.accessor:
		p.Value = stored.value
	default:
		if stored.getterFunc != nil {
			p.Getter = stored.getterFunc
		}
		if stored.setterFunc != nil {
			p.Setter = stored.setterFunc
		}
	}
	return p
}

func arrayLength(o *goja.Object) (n uint32, known bool) {
	if !fast {
		return 0, false
	}
	needTables()
	switch self := implementation(o); self.methods {
	case methods.array:
		return (*arrayObject)(self.data).length, true
	case methods.sparse:
		return (*sparseArrayObject)(self.data).length, true
	}
	return 0, false
}

func dense(o *goja.Object) bool {
	if !fast || implementation(o).methods != methods.array {
		return false
	}
	a := (*arrayObject)(implementation(o).data)
	n := len(a.values)
	return a.propValueCount == 0 && a.length == uint32(n) && a.objCount == n && len(a.propNames) == 1 // length
}

func stored(o *goja.Object) (elements []goja.Value, known bool) {
	if !fast || implementation(o).methods != methods.array {
		return nil, false
	}
	return (*arrayObject)(implementation(o).data).values, true
}

func framesOf(o *goja.Object) (frames []goja.StackFrame, unmade bool) {
	if !fast {
		return nil, true
	}
	needTables()
	if self := implementation(o); self.methods == methods.error {
		e := (*errorObject)(self.data)
		return e.stack, !e.stackPropAdded
	}
	return nil, false
}

// The values of mapIterObject's field kind for an iterator over keys or values. Any other value
// stands for pairs.
const (
	iterationKey   = 0
	iterationValue = 1
)

func remaining(o *goja.Object) (values []goja.Value, pairs, known bool) {
	if !fast {
		return nil, false, false
	}
	needTables()
	self := implementation(o)
	if self.methods != methods.mapIter && self.methods != methods.setIter {
		return nil, false, false
	}
	i := (*mapIterObject)(self.data)
	pairs = i.kind != iterationKey && i.kind != iterationValue
	if i.iter == nil || i.iter.m == nil {
		return nil, pairs, true // the iterator is at its end
	}
	at := i.iter.cur
	for at != nil && at.key == nil { // the entry was deleted
		at = at.iterPrev
	}
	if at == nil {
		at = i.iter.m.iterFirst
	} else {
		at = at.iterNext
	}
	for ; at != nil && len(values) < math.MaxInt32; at = at.iterNext {
		key, value := at.key, at.value
		if self.methods == methods.setIter {
			value = key
		}
		switch {
		case pairs:
			values = append(values, key, value)
		case i.kind == iterationKey:
			values = append(values, key)
		default:
			values = append(values, value)
		}
	}
	return values, pairs, true
}

func isUTF16(s goja.String) bool {
	if !fast {
		return false
	}
	needTables()
	var v goja.Value = s
	return valueWords(&v).methods == methods.unicode
}

// storages maps the first words of interface values to the storage of their implementation.
var storages = methodsMap[storage]{}

// verifyOwn verifies that properties, the frames of errors and the positions of iterators are where
// the mirrors have them.
func verifyOwn(s *samples) error {
	base := dynamicType(s.of("baseObject")).Elem()
	for i, o := range s.objects {
		storages[implementation(o).methods] = implementations[i].storage
		if implementations[i].storage == elsewhere {
			continue
		}
		t := dynamicType(o).Elem()
		for t != base {
			if t.Kind() != reflect.Struct || t.NumField() == 0 {
				return fmt.Errorf("a %s does not begin with a baseObject", implementations[i].name)
			}
			t = t.Field(0).Type
		}
	}
	vm := s.vm
	o := vm.NewObject()
	getter := s.of("nativeFuncObject")
	for _, err := range []error{
		o.Set("plain", 1), o.DefineDataProperty("hidden", vm.ToValue(2), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE),
		o.DefineAccessorProperty("accessor", getter, nil, goja.FLAG_TRUE, goja.FLAG_TRUE),
	} {
		if err != nil {
			return err
		}
	}
	values := baseOf(o).values
	if p := propertyIn(values["plain"]); p.Value == nil || p.Value.ToInteger() != 1 || !p.Writable || !p.Enumerable || !p.Configurable {
		return errors.New("a property is not where it is expected")
	}
	if p := propertyIn(values["hidden"]); p.Value == nil || p.Value.ToInteger() != 2 || p.Writable || p.Enumerable || p.Configurable {
		return errors.New("a property that is not enumerable does not hold what is expected")
	}
	if p := propertyIn(values["accessor"]); p.Value != nil || p.Getter != goja.Value(getter) || p.Setter != nil || !p.Enumerable || !p.Configurable {
		return errors.New("an accessor does not hold what is expected")
	}
	e := (*errorObject)(implementation(s.of("errorObject")).data)
	if e.stackPropAdded || len(e.stack) == 0 || s.of("errorObject").Get("stack") == nil || !e.stackPropAdded {
		return errors.New("an error does not hold its frames until something asks for its stack")
	}
	for _, name := range []string{"mapIterObject", "setIterObject"} {
		i := (*mapIterObject)(implementation(s.of(name)).data)
		if i.iter == nil || i.iter.m == nil || i.iter.cur != nil || i.iter.m.size != 1 || i.iter.m.iterFirst == nil ||
			i.iter.m.iterFirst.key.String() != "a" {
			return errors.New("a new iterator is not before the first entry of its Map or Set")
		}
	}
	if n := (*sparseArrayObject)(implementation(s.of("sparseArrayObject")).data).length; n != 1e7+1 {
		return errors.New("a sparse array does not hold its length")
	}
	return nil
}
