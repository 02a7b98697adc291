package clone

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// FromGo makes a record of a Go value. It needs no runtime, and any goroutine may call it. A script
// that receives the record gets JavaScript values:
//
//	nil, and nil pointers, maps, slices   null
//	bool, string                          Boolean, String (invalid UTF-8 becomes U+FFFD)
//	integers, floats                      Number (integers beyond ±2⁵³ lose precision: use a big.Int)
//	*big.Int, big.Int                     BigInt
//	time.Time                             Date (in milliseconds, without the time zone)
//	[]byte, [N]byte                       Uint8Array with a copy of the bytes
//	other slices and arrays               Array
//	map with keys of a string type        object, its properties sorted by name
//	other maps                            Map
//	struct                                object of the exported fields, named as encoding/json names them (json tags with
//	                                      a name, "-", omitempty and omitzero; embedded structs); methods such as
//	                                      MarshalJSON are not called
//	pointer                               the value that it points to
//	error                                 Error with its message; the error that it unwraps to is the cause
//	*ErrorValue, *RegExp, Undefined       Error, RegExp, undefined
//	a primitive goja.Value                itself
//	[Serializable], [Serialized]          the platform object
//	[Transferable] in transfer            the object that the receiver makes of it
//
// A pointer, map or slice that occurs twice is one object in JavaScript too, so cycles are kept.
//
//	record, err := clone.FromGo(map[string]any{"points": []point{{1, 2}, {3, 4}}})
//
// The values in transfer are moved into the record, in this order, if and only if FromGo succeeds.
//
// The error is an *[Error] named DataCloneError, or what a CloneSerialize returned. A channel,
// function, complex number or object of a runtime cannot be cloned; the message says where it is.
func FromGo(v any, transfer ...Transferable) (*Record, error) {
	s := goSerializer{rec: &Record{}}
	for i, t := range transfer {
		if !reflect.TypeOf(t).Comparable() {
			return nil, dataCloneError(fmt.Sprintf("%T at index %d has no identity: transfer a pointer.", t, i))
		}
		if s.transferred[t] != nil {
			return nil, dataCloneError(fmt.Sprintf("%T at index %d is a duplicate of an earlier one.", t, i))
		}
		if s.transferred == nil {
			s.transferred = make(map[Transferable]*node)
		}
		s.transferred[t] = &node{kind: kindTransferred, number: uint32(i)}
	}
	root, err := s.serialize(v)
	if err != nil {
		return nil, err
	}
	for i, t := range transfer {
		if t.CloneDetached() {
			return nil, dataCloneError(fmt.Sprintf("%T at index %d is already detached.", t, i))
		}
	}
	for _, t := range transfer {
		p := s.rec.add()
		p.transfer = append(p.transfer, dataHolder{object: t.CloneTransfer()})
	}
	s.rec.root = root
	return s.rec, nil
}

// goSerializer makes a record of a Go value. As in the serializer, the objects whose contents are
// being serialized are on a stack of our own.
type goSerializer struct {
	rec         *Record
	memory      map[goRef]*node
	transferred map[Transferable]*node
	stack       []goFrame
}

// goRef identifies the memory that a pointer, map or slice refers to.
type goRef struct {
	t    reflect.Type
	addr uintptr
	len  int
}

// goFrame is an object whose contents are being serialized.
type goFrame struct {
	node   *node
	v      reflect.Value   // an array or slice
	names  []string        // of a struct's fields or a map's keys
	values []reflect.Value // of a struct or map
	i      int             // the next field, key or element
}

func (s *goSerializer) serialize(v any) (item, error) {
	root, err := s.value(v)
	for err == nil && len(s.stack) > 0 {
		err = s.contents(&s.stack[len(s.stack)-1])
	}
	return root, err
}

// value serializes v. The contents of an object are left for later.
func (s *goSerializer) value(v any) (item, error) {
	s.rec.grow(valueSize)
	switch v := v.(type) {
	case nil:
		return goja.Null(), nil
	case bool, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, float32, float64:
		return noRuntime.ToValue(v), nil
	case string:
		return s.string(v), nil
	case []byte:
		if v == nil {
			return goja.Null(), nil
		}
		return s.bytes(v), nil
	case time.Time:
		return s.date(v), nil
	case *big.Int:
		if v == nil {
			return goja.Null(), nil
		}
		return noRuntime.ToValue(v), nil
	case big.Int:
		return noRuntime.ToValue(&v), nil
	case Undefined:
		return goja.Undefined(), nil
	}
	return s.reflected(reflect.ValueOf(v))
}

// reflected serializes a value of any type.
func (s *goSerializer) reflected(v reflect.Value) (item, error) {
	var pointers []goRef // the pointers that were followed to v
	for hops := 0; ; hops++ {
		if hops > 1000 {
			return nil, s.refuse(v, "points to itself and")
		}
		if v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return goja.Null(), nil
			}
		}
		if v.Kind() == reflect.Pointer {
			ref := goRef{t: v.Type(), addr: v.Pointer()}
			if n := s.memory[ref]; n != nil {
				return s.again(n), nil
			}
			pointers = append(pointers, ref)
		}
		if v.CanInterface() {
			n, ok, err := s.special(v)
			if err != nil {
				return nil, err
			}
			if ok {
				if n, isNode := n.(*node); isNode {
					s.remember(n, pointers)
				}
				return n, nil
			}
		}
		if v.Kind() != reflect.Interface && v.Kind() != reflect.Pointer {
			break
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Bool:
		return noRuntime.ToValue(v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return noRuntime.ToValue(v.Int()), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return noRuntime.ToValue(v.Uint()), nil
	case reflect.Float32, reflect.Float64:
		return noRuntime.ToValue(v.Float()), nil
	case reflect.String:
		return s.string(v.String()), nil
	case reflect.Slice, reflect.Map:
		if v.IsNil() {
			return goja.Null(), nil
		}
		ref := goRef{t: v.Type(), addr: v.Pointer(), len: v.Len()}
		if v.Kind() == reflect.Map || v.Len() > 0 {
			if n := s.memory[ref]; n != nil {
				return s.again(n), nil
			}
			pointers = append(pointers, ref)
		}
	case reflect.Array, reflect.Struct:
	default:
		return nil, s.refuse(v, "")
	}
	n := s.object(v)
	s.remember(n, pointers)
	return n, nil
}

// special serializes a value that is recognised by its type or by an interface, behind any number
// of pointers. ok is false if v is none.
func (s *goSerializer) special(v reflect.Value) (x item, ok bool, err error) {
	switch x := v.Interface().(type) {
	case time.Time:
		return s.date(x), true, nil
	case *big.Int:
		return noRuntime.ToValue(x), true, nil
	case big.Int:
		return noRuntime.ToValue(&x), true, nil
	case Undefined:
		return goja.Undefined(), true, nil
	case *goja.Object, *goja.Symbol, *goja.Exception, goja.ArrayBuffer, goja.Proxy, *goja.Promise:
		return nil, false, s.refuse(v, "belongs to an engine (Serialize it there) and")
	case goja.String:
		return s.string(x.String()), true, nil
	case goja.Value:
		return x, true, nil
	case Transferable:
		if v.Comparable() && s.transferred[x] != nil {
			return s.transferred[x], true, nil
		}
		if _, ok := x.(Serializable); !ok {
			return nil, false, s.refuse(v, "was not transferred and")
		}
	}
	switch x := v.Interface().(type) {
	case Serializable:
		serialized, err := x.CloneSerialize()
		return s.platform(serialized), true, err
	case Serialized:
		return s.platform(x), true, nil
	case *RegExp:
		return s.node(&node{kind: kindRegExp, extra: regExpData{source: s.string(x.Source), flags: x.Flags}}), true, nil
	case *ErrorValue:
		return s.errorValue(x), true, nil
	case error:
		n := s.node(&node{kind: kindError, extra: errorData{name: ctorError, message: s.string(x.Error())}})
		if cause := errors.Unwrap(x); cause != nil {
			s.stack = append(s.stack, goFrame{node: n, names: []string{"cause"}, values: []reflect.Value{reflect.ValueOf(cause)}})
		}
		return n, true, nil
	}
	return nil, false, nil
}

// errorValue makes the node of an ErrorValue.
func (s *goSerializer) errorValue(e *ErrorValue) *node {
	data := errorData{name: ctorError, message: s.string(e.Message)}
	for k := ctorError; k <= ctorURIError; k++ {
		if k.String() == e.Name {
			data.name = k
		}
	}
	if e.Stack != "" {
		data.stack = s.string(e.Stack)
	}
	n := s.node(&node{kind: kindError, extra: data})
	if e.Cause != nil {
		s.stack = append(s.stack, goFrame{node: n, names: []string{"cause"}, values: []reflect.Value{reflect.ValueOf(e.Cause)}})
	}
	return n
}

// object makes the node of a struct, map, slice or array. The contents are left for later.
func (s *goSerializer) object(v reflect.Value) *node {
	f := goFrame{node: s.node(&node{})}
	n := f.node
	switch v.Kind() {
	case reflect.Struct:
		n.kind = kindPlain
		for _, field := range fieldsOf(v.Type()) {
			if fv, err := v.FieldByIndexErr(field.index); err == nil && !field.omits(fv) {
				f.names = append(f.names, field.name)
				f.values = append(f.values, fv)
			}
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, compareKeys)
		if v.Type().Key().Kind() == reflect.String {
			n.kind = kindPlain
		} else {
			n.kind = kindMap
		}
		for _, key := range keys {
			if n.kind == kindMap {
				f.values = append(f.values, key)
			}
			f.names = append(f.names, key.String())
			f.values = append(f.values, v.MapIndex(key))
		}
	default:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			data := make([]byte, v.Len())
			reflect.Copy(reflect.ValueOf(data), v)
			s.view(n, data)
			return n
		}
		n.kind, n.number = kindArray, uint32(v.Len())
		f.v = v
	}
	if len(f.values) > 0 || f.v.IsValid() {
		s.stack = append(s.stack, f)
	}
	return n
}

// contents serializes the contents of f, the top of the stack. It returns when the object is
// complete, or when an object in it must come first and is the new top.
func (s *goSerializer) contents(f *goFrame) error {
	n, depth := f.node, len(s.stack)
	count := len(f.values)
	if f.v.IsValid() {
		count = f.v.Len()
	}
	if n.vals == nil {
		n.vals = make([]item, 0, count)
		if n.kind == kindPlain {
			n.keys = make([]goja.Value, 0, count)
		}
	}
	for f.i < count {
		v := f.v
		if v.IsValid() {
			v = v.Index(f.i)
		} else {
			v = f.values[f.i]
		}
		if n.kind == kindPlain {
			n.keys = append(n.keys, s.string(f.names[f.i]))
			s.rec.grow(valueSize)
		}
		f.i++
		serialized, err := s.element(v)
		if err != nil {
			return err
		}
		n.vals = append(n.vals, serialized)
		if len(s.stack) > depth {
			return nil
		}
	}
	s.stack[len(s.stack)-1] = goFrame{}
	s.stack = s.stack[:len(s.stack)-1]
	return nil
}

// element serializes an element, field or entry.
func (s *goSerializer) element(v reflect.Value) (item, error) {
	if !v.IsValid() { // the interface was nil
		return s.value(nil)
	}
	if v.CanInterface() {
		return s.value(v.Interface())
	}
	s.rec.grow(valueSize)
	return s.reflected(v) // a field that was promoted from an unexported struct
}

// node counts n.
func (s *goSerializer) node(n *node) *node {
	s.rec.grow(nodeSize)
	return n
}

// again returns n, which is already in the record.
func (s *goSerializer) again(n *node) *node {
	s.rec.share(n)
	return n
}

// remember stores that refs refer to n.
func (s *goSerializer) remember(n *node, refs []goRef) {
	if s.memory == nil && len(refs) > 0 {
		s.memory = make(map[goRef]*node)
	}
	for _, ref := range refs {
		s.memory[ref] = n
	}
}

func (s *goSerializer) string(str string) goja.Value {
	str = validUTF8(str)
	s.rec.grow(len(str))
	v := noRuntime.ToValue(str).(goja.String)
	v.Length() // see serializer.primitive
	return v
}

func (s *goSerializer) date(t time.Time) *node {
	ms := t.UnixMilli()
	const max = 8.64e15 // the last time value, https://tc39.es/ecma262/#sec-timeclip
	return s.node(&node{kind: kindDate, extra: dateData{valid: -max <= ms && ms <= max, ms: ms}})
}

func (s *goSerializer) bytes(b []byte) *node {
	n := s.node(&node{})
	s.view(n, slices.Clone(b))
	return n
}

// view makes n a Uint8Array of data.
func (s *goSerializer) view(n *node, data []byte) {
	s.rec.grow(len(data))
	buffer := s.node(&node{kind: kindArrayBuffer, number: s.rec.addBuffer(data)})
	n.kind, n.view = kindTypedArray, uint8Array
	n.vals = []item{buffer}
	n.extra = viewData{length: int64(len(data))}
}

func (s *goSerializer) platform(serialized Serialized) *node {
	return s.node(&node{kind: kindPlatform, extra: serialized})
}

// refuse returns the error for a value that cannot be cloned. It says where the value is.
func (s *goSerializer) refuse(v reflect.Value, why string) error {
	var path strings.Builder
	for _, f := range s.stack {
		switch i := f.i - 1; {
		case f.v.IsValid():
			path.WriteString("[" + strconv.Itoa(i) + "]")
		case f.node.kind == kindMap:
			fmt.Fprintf(&path, "[%v]", f.values[i&^1])
		default:
			path.WriteString("." + f.names[i])
		}
	}
	if why != "" {
		why += " "
	}
	if path.Len() > 0 {
		return dataCloneError(fmt.Sprintf("The Go value of type %s at %s %scould not be cloned.", v.Type(), shorten(path.String()), why))
	}
	return dataCloneError(fmt.Sprintf("The Go value of type %s %scould not be cloned.", v.Type(), why))
}

// shorten cuts out the middle of a long path.
func shorten(path string) string {
	const keep = 100
	if len(path) <= 2*keep {
		return path
	}
	return validUTF8(path[:keep]) + "…" + validUTF8(path[len(path)-keep:])
}

func validUTF8(str string) string {
	if utf8.ValidString(str) {
		return str
	}
	return strings.ToValidUTF8(str, string(utf8.RuneError))
}

// compareKeys orders map keys, so that records of equal maps are equal. Keys of a kind without an
// order stay as they are.
func compareKeys(a, b reflect.Value) int {
	switch a.Kind() {
	case reflect.String:
		return cmp.Compare(a.String(), b.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return cmp.Compare(a.Int(), b.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return cmp.Compare(a.Uint(), b.Uint())
	case reflect.Float32, reflect.Float64:
		return cmp.Compare(a.Float(), b.Float())
	}
	return 0
}

// toNumber returns a Number in Go: an int64 if it is an integer between -(2⁵³-1) and 2⁵³-1 and not
// -0, otherwise a float64.
func toNumber(f float64) any {
	const maxSafe = 1<<53 - 1
	if f == math.Trunc(f) && math.Abs(f) <= maxSafe && !(f == 0 && math.Signbit(f)) {
		return int64(f)
	}
	return f
}
