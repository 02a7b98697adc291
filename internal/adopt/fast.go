//go:build gc && !gojs_safe

package adopt

import (
	"maps"
	"slices"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Until they are adopted, the objects of a graph are a list: the prototype of each is the next one. (A garbage collector
// sees pointers to objects in it, as it expects.) The list is also the queue of those whose contents are still to be
// replaced, so that neither depth nor width takes any more memory than the copies themselves.

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

// plain and array are what Add allocates: the handle and what is behind it in one piece.
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
		plain, array                             unsafe.Pointer // of object.self
		object, property                         unsafe.Pointer // of values
		integer, float, boolean, undefined, null unsafe.Pointer
		ascii                                    unsafe.Pointer
	}

	layoutError = checkLayout()
	fast        = layoutError == nil
)

const (
	classObject = "Object"
	classArray  = "Array"
	lengthName  = unistring.String("length")
)

// arrayNames are the names of the properties of all arrays that are copied. There is no room behind the only one, so
// that goja allocates a new list to add a second; and it cannot be deleted.
var arrayNames = []unistring.String{lengthName}

func implementation(o *goja.Object) *words { return &(*object)(unsafe.Pointer(o)).self }

// baseOf is for what is known to be an ordinary object or an array, which begins with its baseObject.
func baseOf(o *goja.Object) *baseObject { return (*baseObject)(implementation(o).data) }

func valueWords(v *goja.Value) *words { return (*words)(unsafe.Pointer(v)) }

func (b *Builder) add(o *goja.Object) *goja.Object {
	var added *goja.Object
	switch self := implementation(o); self.methods {
	case methods.plain:
		added = newPlain((*baseObject)(self.data))
	case methods.array:
		source := (*arrayObject)(self.data)
		if int(source.length) != len(source.values) || len(source.propNames) != 1 {
			return nil
		}
		added = newArray(slices.Clone(source.values))
	default:
		return nil
	}
	if b.first == nil {
		b.first = added
	} else {
		baseOf(b.last).prototype = added
	}
	b.last = added
	if b.pending == nil {
		b.pending = added
	}
	return added
}

func newPlain(source *baseObject) *goja.Object {
	p := &plain{base: baseObject{class: classObject, extensible: true}}
	p.object.self = words{methods.plain, unsafe.Pointer(&p.base)}
	p.base.val = (*goja.Object)(unsafe.Pointer(&p.object))
	if len(source.values) == 0 {
		p.base.values = make(map[unistring.String]goja.Value)
		return p.base.val
	}
	p.base.values = maps.Clone(source.values)
	p.base.propNames = shareNames(source)
	p.base.lastSortedPropLen, p.base.idxPropCount = source.lastSortedPropLen, source.idxPropCount
	return p.base.val
}

func newArray(values []goja.Value) *goja.Object {
	a := &array{}
	a.object.self = words{methods.array, unsafe.Pointer(&a.array)}
	a.array.class = classArray
	a.array.val = (*goja.Object)(unsafe.Pointer(&a.object))
	a.array.extensible = true
	a.array.values = values
	a.array.length = uint32(len(values))
	a.array.objCount = len(values)
	a.array.lengthProp.writable = true
	a.array.propNames = arrayNames
	var length goja.Value
	*valueWords(&length) = words{methods.property, unsafe.Pointer(&a.array.lengthProp)}
	a.array.baseObject.values = map[unistring.String]goja.Value{lengthName: length}
	return a.array.val
}

// shareNames returns the names of o's properties as a list that o and any number of other objects may have, of whatever
// runtimes: goja copies it before it changes it, as it does with one that an enumeration goes through. The sign for that
// is a certain string at the end of its capacity. As goja removes its own sign when an enumeration ends, a list of ours
// is never one of goja's, which its bytes show; and goja never removes ours, as an enumeration begins with a copy.
func shareNames(o *baseObject) []unistring.String {
	names := o.propNames
	n := len(names)
	if cap(names) == n+1 && unsafe.StringData(string(names[:n+1][n])) == &copyMarker[0] {
		return names
	}
	shared := make([]unistring.String, n+1)
	copy(shared, names)
	shared[n] = unistring.String(unsafe.String(&copyMarker[0], len(copyMarker)))
	o.propNames = shared[:n]
	return o.propNames
}

var copyMarker = [1]byte{' '}

func (b *Builder) fill(r Replacer) (values, bytes int, err error) {
	f := filler{r: r}
	o := b.pending
	base := baseOf(o)
	b.pending = base.prototype
	if implementation(o).methods == methods.array {
		elements := (*arrayObject)(unsafe.Pointer(base)).values
		for i := range elements {
			_, gap, err := f.value(&elements[i])
			if err != nil {
				return 0, 0, err
			}
			if gap {
				b.gaps = append(b.gaps, Gap{holder: o, index: i})
			}
		}
		return f.values, f.bytes, nil
	}
	for name, v := range base.values {
		changed, gap, err := f.value(&v)
		if err != nil {
			return 0, 0, err
		}
		if changed {
			base.values[name] = v
		}
		if gap {
			b.gaps = append(b.gaps, Gap{holder: o, name: name})
		}
		f.values++
		f.bytes += nameLength(name)
	}
	return f.values, f.bytes, nil
}

// nameLength is the length of a name in UTF-8.
func nameLength(name unistring.String) int {
	if name.AsUtf16() == nil {
		return len(name)
	}
	return len(name.String())
}

type filler struct {
	r             Replacer
	values, bytes int
}

// value replaces *v where that is called for.
func (f *filler) value(v *goja.Value) (changed, gap bool, err error) {
	switch w := valueWords(v); w.methods {
	case methods.integer, methods.float, methods.boolean, methods.undefined, methods.null:
		f.values++
		return false, false, nil
	case methods.ascii:
		f.values++
		f.bytes += len(*(*string)(w.data))
		return false, false, nil
	case methods.property:
		property := (*valueProperty)(w.data)
		if property.accessor || !property.enumerable || property.value == nil {
			return false, false, ErrUnsuitable
		}
		*v = property.value
		_, gap, err = f.value(v)
		return true, gap, err
	case nil: // a hole
		return false, false, ErrUnsuitable
	case methods.object:
		*v, err = f.r.Replace(*v)
		return true, valueWords(v).methods != methods.object, err
	default:
		*v, err = f.r.Replace(*v)
		return true, false, err
	}
}

func (g Graph) adopt(vm *goja.Runtime, objectPrototype, arrayPrototype *goja.Object) {
	for o := g.first; o != nil; {
		handle := (*object)(unsafe.Pointer(o))
		base := (*baseObject)(handle.self.data)
		o = base.prototype
		base.prototype = objectPrototype
		if handle.self.methods == methods.array {
			base.prototype = arrayPrototype
		}
		handle.runtime = vm
	}
}

func contentsOf(o *goja.Object) Contents {
	base := baseOf(o)
	if implementation(o).methods == methods.array {
		return Contents{IsArray: true, Elements: (*arrayObject)(unsafe.Pointer(base)).values}
	}
	return Contents{Names: base.propNames, Properties: base.values}
}

func (g Gap) value() goja.Value {
	base := baseOf(g.holder)
	if implementation(g.holder).methods == methods.array {
		return (*arrayObject)(unsafe.Pointer(base)).values[g.index]
	}
	return base.values[g.name]
}

func (g Gap) set(v goja.Value) {
	base := baseOf(g.holder)
	if implementation(g.holder).methods == methods.array {
		(*arrayObject)(unsafe.Pointer(base)).values[g.index] = v
		return
	}
	base.values[g.name] = v
}
