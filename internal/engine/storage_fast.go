//go:build gc && !gojs_safe

package engine

import (
	"math/big"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// plain and array are an object and its implementation in one allocation.
type (
	plain struct {
		object object
		base   baseObject
	}
	array struct {
		object object
		array  arrayObject
	}
)

const (
	classArray = "Array"
	lengthName = unistring.String("length")
)

// arrayNames are the names of the properties of all arrays that NewArray makes. Sharing the list is
// safe: it has no capacity for a second name, so goja allocates another list to add one, and the
// only name cannot be deleted.
var arrayNames = []unistring.String{lengthName}

func readable(o *goja.Object) Kind {
	needTables()
	switch implementation(o).methods {
	case methods.plain:
		return Plain
	case methods.array:
		return Array
	case methods.mapping:
		return Map
	case methods.set:
		return Set
	}
	return Other
}

func (r *Reader) read(o *goja.Object) (*Names, bool) {
	self := implementation(o)
	first := len(r.Values)
	switch self.methods {
	case methods.mapping, methods.set:
		isMap := self.methods == methods.mapping
		for e := (*mapObject)(self.data).m.iterFirst; e != nil; e = e.iterNext {
			r.Values = append(r.Values, e.key)
			if isMap {
				r.Values = append(r.Values, e.value)
			}
		}
		return nil, r.look(r.Values[first:])
	case methods.array:
		a := (*arrayObject)(self.data)
		if int(a.length) != len(a.values) || len(a.propNames) != 1 {
			return nil, false
		}
		r.Values = append(r.Values, a.values...)
		return nil, r.look(r.Values[first:])
	}
	base := (*baseObject)(self.data)
	if len(base.propNames) == 0 {
		return &noNames, true
	}
	for _, name := range base.propNames {
		r.Values = append(r.Values, base.values[name])
	}
	names := r.known.of(base)
	r.Count += len(base.propNames)
	r.Bytes += int64(names.bytes)
	return names, r.look(r.Values[first:])
}

// look moves the objects among the values that were just read to Children, and counts. It returns
// false for the values for which Read returns false.
func (r *Reader) look(values []goja.Value) bool {
	for i := range values {
	again:
		switch w := valueWords(&values[i]); w.methods {
		case methods.integer, methods.float, methods.boolean, methods.undefined, methods.null:
		case methods.ascii:
			r.Bytes += int64(len(*(*string)(w.data)))
		case methods.object:
			r.Children = append(r.Children, (*goja.Object)(w.data))
			r.Count--
			values[i] = nil
		case methods.property:
			property := (*valueProperty)(w.data)
			if property.accessor || !property.enumerable {
				return false
			}
			values[i] = property.value
			goto again
		default:
			bytes, ok := rare(values[i])
			if !ok {
				return false
			}
			r.Bytes += int64(bytes)
		}
	}
	r.Count += len(values)
	return true
}

// rare returns the length of a string in an uncommon form, or of a BigInt. It returns false for a
// value that a clone cannot share.
func rare(v goja.Value) (bytes int, ok bool) {
	switch str, isString := v.(goja.String); {
	case isString:
		// Length makes the engine convert a string that it imported from Go to its final form,
		// which engines can share because it never changes again.
		return str.Length(), true
	case goja.IsBigInt(v):
		return v.Export().(*big.Int).BitLen() / 8, true
	}
	return 0, false
}

func newObject(vm *goja.Runtime, prototype *goja.Object, names *Names) *goja.Object {
	p := &plain{}
	p.base.values = make(map[unistring.String]goja.Value, len(names.list))
	return initPlain(&p.object, &p.base, vm, prototype, names)
}

func initPlain(handle *object, b *baseObject, vm *goja.Runtime, prototype *goja.Object, names *Names) *goja.Object {
	handle.self = words{methods.plain, unsafe.Pointer(b)}
	handle.runtime = vm
	b.class = className
	b.val = (*goja.Object)(unsafe.Pointer(handle))
	b.prototype = prototype
	b.extensible = true
	b.propNames = names.list
	b.lastSortedPropLen, b.idxPropCount = names.sorted, names.indices
	return b.val
}

func fieldsOf(o *goja.Object, names *Names) Fields {
	return Fields{names: names.list, all: baseOf(o).values}
}

func newArray(vm *goja.Runtime, prototype *goja.Object, elements []goja.Value) *goja.Object {
	p := &array{}
	p.array.baseObject.values = map[unistring.String]goja.Value{lengthName: p.array.lengthValue()}
	p.object.self = words{methods.array, unsafe.Pointer(&p.array)}
	p.object.runtime = vm
	a := &p.array
	a.class = classArray
	a.val = (*goja.Object)(unsafe.Pointer(&p.object))
	a.prototype = prototype
	a.extensible = true
	a.values = elements
	a.length = uint32(len(elements))
	a.objCount = len(elements)
	a.lengthProp.writable = true
	a.propNames = arrayNames
	return a.val
}

// lengthValue returns the property length in the form in which the map of the properties has it.
func (a *arrayObject) lengthValue() (length goja.Value) {
	*valueWords(&length) = words{methods.property, unsafe.Pointer(&a.lengthProp)}
	return length
}

func elements(o *goja.Object) []goja.Value {
	return (*arrayObject)(implementation(o).data).values
}
