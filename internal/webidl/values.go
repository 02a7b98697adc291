package webidl

import (
	"unicode/utf8"

	"github.com/dop251/goja"
)

// NoRuntime makes values of Go's strings, numbers and booleans that belong to no runtime.
// (Runtime.ToValue does not need its receiver for these.)
var NoRuntime *goja.Runtime

// True, False and EmptyString are values that belong to no runtime.
var (
	True, False goja.Value = NoRuntime.ToValue(true), NoRuntime.ToValue(false)
	EmptyString goja.Value = goja.StringFromUTF16(nil)
)

// ASCIIString returns an ASCII string as a value that belongs to no runtime and never changes its
// form, so that engines on several goroutines can use it at once.
func ASCIIString(s string) goja.Value {
	units := make([]uint16, len(s))
	for i := range len(s) {
		units[i] = uint16(s[i])
	}
	return goja.StringFromUTF16(units)
}

// OrNull returns v, or null for nil.
func OrNull(v goja.Value) goja.Value {
	if v == nil {
		return goja.Null()
	}
	return v
}

// OrEmpty returns v, or the empty string for nil.
func OrEmpty(v goja.Value) goja.Value {
	if v == nil {
		return EmptyString
	}
	return v
}

// USVString converts v to a string in which U+FFFD replaces each lone surrogate.
//
// https://webidl.spec.whatwg.org/#js-USVString
func (c Call) USVString(v goja.Value) string {
	s := c.DOMString(v).String()
	if !utf8.ValidString(s) {
		s = string([]rune(s)) // the embedder's string is not UTF-8: replace the same bytes as Go's range does
	}
	return s
}

// StringMember converts a DOMString member of a dictionary. It returns nil if the member is absent,
// for members whose default is the empty string. See OrEmpty.
func (c Call) StringMember(d Dictionary, member string) goja.Value {
	if v := d.Get(member); v != nil {
		return c.DOMString(v)
	}
	return nil
}

// DoubleMember converts a double member of a dictionary. Its default is 0.
func (c Call) DoubleMember(d Dictionary, member string) goja.Value {
	x := 0.0
	if v := d.Get(member); v != nil {
		x = c.Double(v, "member "+member)
	}
	return c.VM.ToValue(x)
}

// EnumMember converts a member of an enumeration type. Its default is the first of the values.
//
// https://webidl.spec.whatwg.org/#js-enumeration
func (c Call) EnumMember(d Dictionary, member, enum string, values ...string) string {
	v := d.Get(member)
	if v == nil {
		return values[0]
	}
	s := c.DOMString(v).String()
	for _, value := range values {
		if s == value {
			return s
		}
	}
	c.TypeError("The provided value '%s' is not a valid enum value of type %s.", s, enum)
	return ""
}

// FrozenArray returns a new FrozenArray of the values.
//
// https://webidl.spec.whatwg.org/#js-frozen-array
func (r *Realm) FrozenArray(values []goja.Value) *goja.Object {
	items := make([]any, len(values))
	for i, v := range values {
		items[i] = v
	}
	array := r.VM.NewArray(items...)
	if _, err := r.Intrinsics.Call(ObjectFreeze)(goja.Undefined(), array); err != nil {
		panic(err)
	}
	return array
}
