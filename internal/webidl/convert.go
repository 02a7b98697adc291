package webidl

import (
	"math"
	"reflect"
	"strconv"
	"sync"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// DOMString converts v to a string.
//
// https://webidl.spec.whatwg.org/#js-DOMString
func (c Call) DOMString(v goja.Value) goja.String {
	if s, ok := v.(goja.String); ok {
		return s
	}
	// goja's ToString converts an object to a primitive value, which may still be a number or a
	// symbol.
	switch p := v.ToString().(type) {
	case goja.String:
		return p
	case *goja.Symbol:
		c.TypeError("Cannot convert a Symbol value to a string")
		return nil
	default:
		return c.VM.ToValue(p.String()).(goja.String)
	}
}

// Boolean converts argument i to a boolean.
//
// https://webidl.spec.whatwg.org/#js-boolean
func (c Call) Boolean(i int) bool { return c.Arg(i).ToBoolean() }

// Double converts v to a number. It throws if the number is not finite.
//
// https://webidl.spec.whatwg.org/#js-double
func (c Call) Double(v goja.Value, what string) float64 {
	x := v.ToFloat()
	if math.IsNaN(x) || math.IsInf(x, 0) {
		c.TypeError("%s is non-finite.", what)
	}
	return x
}

// Long converts v to a 32-bit signed integer, modulo 2^32.
//
// https://webidl.spec.whatwg.org/#js-long
func (c Call) Long(v goja.Value) int32 { return int32(uint32(modulo(v.ToFloat(), 1<<32))) }

// UnsignedLong converts v to a 32-bit unsigned integer, modulo 2^32.
//
// https://webidl.spec.whatwg.org/#js-unsigned-long
func (c Call) UnsignedLong(v goja.Value) uint32 { return uint32(modulo(v.ToFloat(), 1<<32)) }

// UnsignedShort converts v to a 16-bit unsigned integer, modulo 2^16.
//
// https://webidl.spec.whatwg.org/#js-unsigned-short
func (c Call) UnsignedShort(v goja.Value) uint16 { return uint16(modulo(v.ToFloat(), 1<<16)) }

// EnforceRange converts v to an integer from 0 to 2^53-1. It throws if v is outside that range
// ([EnforceRange] unsigned long long).
//
// https://webidl.spec.whatwg.org/#abstract-opdef-converttoint
func (c Call) EnforceRange(v goja.Value, what string) uint64 {
	x := v.ToFloat()
	if math.IsNaN(x) || math.IsInf(x, 0) {
		c.TypeError("%s is not a finite number.", what)
	}
	x = math.Trunc(x)
	if x < 0 || x > 1<<53-1 {
		c.TypeError("%s is outside the range of unsigned long long.", what)
	}
	return uint64(x)
}

// modulo returns x modulo n, which is a power of 2, as an integer from 0 to n-1. It returns 0 for
// NaN and the infinities.
func modulo(x, n float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	x = math.Mod(math.Trunc(x), n)
	if x < 0 {
		x += n
	}
	return x
}

// Object converts v to an object. It throws if v is not an object.
//
// https://webidl.spec.whatwg.org/#js-object
func (c Call) Object(v goja.Value, what string) *goja.Object {
	o, ok := v.(*goja.Object)
	if !ok {
		c.TypeError("%s is not of type 'Object'.", what)
	}
	return o
}

// Function converts v to a callback function. It throws if v is not callable.
//
// https://webidl.spec.whatwg.org/#js-callback-function
func (c Call) Function(v goja.Value, what string) *goja.Object {
	if _, callable := goja.AssertFunction(v); !callable {
		c.TypeError("%s is not of type 'Function'.", what)
	}
	return v.(*goja.Object)
}

// Sequence converts the iterable v to a sequence: it calls each with one value after the other. It
// throws if v is not iterable.
//
// https://webidl.spec.whatwg.org/#js-sequence
func (c Call) Sequence(v goja.Value, what string, each func(goja.Value)) {
	o, ok := v.(*goja.Object)
	if !ok {
		c.TypeError("%s cannot be converted to a sequence.", what)
	}
	if !c.iterate(o, o.GetSymbol(goja.SymIterator), each) {
		c.TypeError("%s cannot be converted to a sequence: it is not iterable.", what)
	}
}

// iterate creates a sequence from an iterable. method is o[Symbol.iterator], which the standard
// looks up only once. iterate returns false, and does nothing, if method is not callable.
//
// https://webidl.spec.whatwg.org/#create-sequence-from-iterable
func (c Call) iterate(o *goja.Object, method goja.Value, each func(goja.Value)) bool {
	if c.iteration.untouched(c.VM, o, method) {
		for i := int64(0); i < o.Get("length").ToInteger(); i++ {
			v := o.Get(strconv.FormatInt(i, 10))
			if v == nil {
				v = goja.Undefined()
			}
			each(v)
		}
		return true
	}
	function, ok := goja.AssertFunction(method)
	if !ok {
		return false
	}
	call := func(f goja.Callable, this *goja.Object) *goja.Object {
		v, err := f(this)
		if err != nil {
			panic(err)
		}
		result, _ := v.(*goja.Object)
		return result
	}
	iterator := call(function, o)
	if iterator == nil {
		c.TypeError("The iterator is not an object.")
	}
	next, ok := goja.AssertFunction(iterator.Get("next"))
	if !ok {
		c.TypeError("The iterator's next property is not a function.")
	}
	for {
		result := call(next, iterator)
		if result == nil {
			c.TypeError("The iterator's result is not an object.")
		}
		if done := result.Get("done"); done != nil && done.ToBoolean() {
			return true
		}
		v := result.Get("value")
		if v == nil {
			v = goja.Undefined()
		}
		each(v)
	}
}

// arrayIteration has the built-in functions that iterate over an array. A script may have replaced
// them, or not, see untouched.
type arrayIteration struct { // zero until an array is first iterated over
	values   goja.Value   // %Array.prototype.values%
	iterator *goja.Object // %ArrayIteratorPrototype%
	next     goja.Value   // %ArrayIteratorPrototype.next%
}

// arrayIterationCode returns the addresses of the Go code of %Array.prototype.values% and
// %ArrayIteratorPrototype.next%. These identify the two functions in every engine, because a script
// cannot make functions of Go code.
var arrayIterationCode = sync.OnceValues(func() (values, next uintptr) {
	array := goja.New().NewArray()
	method := array.GetSymbol(goja.SymIterator)
	call, _ := goja.AssertFunction(method)
	iterator, err := call(array)
	must(err)
	return engine.CodeOf(method), engine.CodeOf(iterator.(*goja.Object).Get("next"))
})

// untouched reports whether o is an array and method iterates over it with the built-in functions.
// Then the iteration reads the length and an element in turn, without anything else that a
// script could observe.
func (a *arrayIteration) untouched(vm *goja.Runtime, o *goja.Object, method goja.Value) bool {
	if o.ExportType() != arrayType {
		return false
	}
	if a.values == nil && !a.find(vm, method) {
		return false
	}
	return method == a.values && a.iterator.Get("next") == a.next
}

// find fills a with the built-in functions of the engine, if method is one of them and the other is
// in its place.
func (a *arrayIteration) find(vm *goja.Runtime, method goja.Value) bool {
	values, next := arrayIterationCode()
	if engine.CodeOf(method) != values {
		return false
	}
	native := method.(*goja.Object).Export().(func(goja.FunctionCall) goja.Value)
	iterator := native(goja.FunctionCall{This: vm.NewArray()}).(*goja.Object).Prototype()
	if found := iterator.Get("next"); engine.CodeOf(found) == next {
		*a = arrayIteration{values: method, iterator: iterator, next: found}
	}
	return a.values != nil
}

var arrayType = reflect.TypeFor[[]any]()

// IsIterable reports whether overload resolution takes v for a sequence. If so, it converts v as
// Sequence does.
//
// https://webidl.spec.whatwg.org/#js-overloads (step 12, "Otherwise: if Type(V) is Object and there is an entry
// in S that has a sequence type")
func (c Call) IsIterable(v goja.Value, each func(goja.Value)) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	method := o.GetSymbol(goja.SymIterator)
	if method == nil || goja.IsUndefined(method) || goja.IsNull(method) {
		return false
	}
	if !c.iterate(o, method, each) {
		c.TypeError("The object's Symbol.iterator property is not a function.")
	}
	return true
}

// Dictionary is a value of a dictionary type whose members are not read yet. Get must be called for
// its members in the order of the standard: dictionaries from least to most derived, and the
// members of each in lexicographical order.
//
// https://webidl.spec.whatwg.org/#js-dictionary
type Dictionary struct{ object *goja.Object }

// Dictionary converts argument i to a dictionary. Undefined and null are the empty dictionary. name
// is the dictionary type.
func (c Call) Dictionary(i int, name string) Dictionary {
	return c.DictionaryOf(c.Arg(i), ordinal(i), name)
}

// DictionaryOf converts v as Dictionary does. what names v in messages.
func (c Call) DictionaryOf(v goja.Value, what, name string) Dictionary {
	switch v := v.(type) {
	case *goja.Object:
		return Dictionary{v}
	case nil:
		return Dictionary{}
	default:
		if goja.IsUndefined(v) || goja.IsNull(v) {
			return Dictionary{}
		}
		c.TypeError("%s is not of type '%s'.", what, name)
		return Dictionary{}
	}
}

// Get returns a member, or nil if it is absent.
func (d Dictionary) Get(member string) goja.Value {
	if d.object == nil {
		return nil
	}
	v := d.object.Get(member)
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	return v
}

// Bool converts a member to a boolean. It returns false if the member is absent.
func (d Dictionary) Bool(member string) bool {
	v := d.Get(member)
	return v != nil && v.ToBoolean()
}
