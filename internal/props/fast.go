//go:build gc && !gojs_safe

package props

import (
	"math/big"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// object is a goja.Object.
type object struct {
	self    words
	runtime *goja.Runtime
}

// words is an interface value with methods.
type words struct{ methods, data unsafe.Pointer }

// baseObject is goja's baseObject.
type baseObject struct {
	class                           string
	val                             *goja.Object
	prototype                       *goja.Object
	extensible                      bool
	values                          map[unistring.String]goja.Value
	propNames                       []unistring.String
	lastSortedPropLen, idxPropCount int
	symValues                       unsafe.Pointer
	privateElements                 unsafe.Pointer
}

// arrayObject is goja's arrayObject.
type arrayObject struct {
	baseObject
	values         []goja.Value
	length         uint32
	objCount       int
	propValueCount int
	lengthProp     valueProperty
}

// valueProperty is goja's valueProperty: what is in the place of a value if the property is not writable, enumerable and
// configurable.
type valueProperty struct {
	value                                        goja.Value
	writable, configurable, enumerable, accessor bool
	getterFunc, setterFunc                       *goja.Object
}

// plain and array are what is allocated: the handle and what is behind it in one piece.
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

var (
	methods struct {
		plain, array, mapping, set               unsafe.Pointer // of object.self
		object, property                         unsafe.Pointer // of values
		integer, float, boolean, undefined, null unsafe.Pointer
		ascii, unicode                           unsafe.Pointer
	}

	layoutError error
	enabled     = sync.OnceValue(func() bool {
		layoutError = checkLayout()
		return layoutError == nil
	})
)

const (
	classObject = "Object"
	classArray  = "Array"
	lengthName  = unistring.String("length")
)

// arrayNames are the names of the properties of all arrays that are made here. There is no room behind the only one, so
// that goja allocates a new list to add a second; and it cannot be deleted.
var arrayNames = []unistring.String{lengthName}

func implementation(o *goja.Object) *words { return &(*object)(unsafe.Pointer(o)).self }

// baseOf is for what is known to be an ordinary object or an array, which begins with its baseObject.
func baseOf(o *goja.Object) *baseObject { return (*baseObject)(implementation(o).data) }

func valueWords(v *goja.Value) *words { return (*words)(unsafe.Pointer(v)) }

func kindOf(o *goja.Object) Kind {
	switch implementation(o).methods {
	case methods.plain:
		return Object
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
		for e := (*collection)(self.data).m.iterFirst; e != nil; e = e.iterNext {
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

// look looks at the values that were read last.
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

// rare returns the length of a value that is not as simple. A hole is nil.
func rare(v goja.Value) (bytes int, ok bool) {
	switch str, isString := v.(goja.String); {
	case isString:
		// The length makes the engine normalise a string that it imported from Go, so that it never changes again and
		// can be shared. Later calls of Length find that done.
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
	b.class = classObject
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

// lengthValue is the property length as it is in the map of the properties.
func (a *arrayObject) lengthValue() (length goja.Value) {
	*valueWords(&length) = words{methods.property, unsafe.Pointer(&a.lengthProp)}
	return length
}

func elements(o *goja.Object) []goja.Value {
	return (*arrayObject)(implementation(o).data).values
}
