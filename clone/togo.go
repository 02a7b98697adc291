package clone

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"time"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// Undefined is JavaScript's undefined in [FromGo], where nil is null.
//
//	record, err := clone.FromGo(clone.Undefined{})
type Undefined struct{}

// ErrorValue is a JavaScript error in Go. [Record.ToGo] returns it, and [FromGo] takes it.
type ErrorValue struct {
	Name    string // Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError or URIError
	Message string
	Stack   string // empty if it has none
	Cause   any    // nil if it has none
}

// Error returns the name and the message, as the method toString of errors does in JavaScript.
func (e *ErrorValue) Error() string {
	if e.Message == "" {
		return e.Name
	}
	return e.Name + ": " + e.Message
}

// Unwrap returns the cause if it is an error.
func (e *ErrorValue) Unwrap() error {
	cause, _ := e.Cause.(error)
	return cause
}

// RegExp is a JavaScript regular expression in Go. It is not compiled, since package regexp has
// another syntax.
type RegExp struct {
	Source string // without the slashes, like the property source
	Flags  string
}

// ToGo makes a Go value of the record. It needs no runtime. Like Deserialize it receives the
// record, which is empty afterwards.
//
//	undefined, null                         nil
//	Boolean, String                         bool, string (lone surrogates become U+FFFD)
//	Number                                  int64 if it is an integer within ±(2⁵³−1) and not −0, otherwise float64
//	BigInt                                  *big.Int
//	Boolean, Number, BigInt, String objects the primitive that they wrap
//	Date                                    time.Time in UTC; nil if invalid
//	RegExp                                  *RegExp
//	Error, TypeError …                      *ErrorValue
//	ArrayBuffer, Uint8Array,
//	Uint8ClampedArray, DataView             []byte; those of one buffer share memory
//	other typed arrays                      []int8, []uint16, … []float64, []int64, []uint64: copies
//	Array                                   []any without its other properties; a hole is nil
//	object                                  map[string]any
//	Map                                     map[any]any; an error if a key cannot be a key in Go (an object cannot)
//	Set                                     []any
//	platform objects                        what their CloneToGo returns, or else the [Serialized], or the [Transferred],
//	                                        which the caller has to receive or discard
//
// An object that occurs twice is one map, slice or pointer in Go too, so a cycle of objects becomes
// a cycle of maps.
//
// The error is [ErrReceived] or an *[Error] named DataCloneError. After an error everything that
// the record transferred is discarded.
func (r *Record) ToGo() (any, error) {
	v, _, err := r.ToGoFunc(func(t Transferred) any { return t })
	if err != nil && err != ErrReceived {
		discardAll(r.has().transfer)
		return nil, err
	}
	return v, err
}

// A goReceiver is a [Serialized] or [Transferred] that Go receives as another value.
type goReceiver interface{ CloneToGo() (any, error) }

// platformError returns err as an *Error.
func platformError(err error) error {
	if e, ok := err.(*Error); ok {
		return e
	}
	return dataCloneError(err.Error())
}

// ToGoFunc is ToGo for a record that transfers platform objects. Before anything else it calls
// receive for each of them, in the order of the transfer list, and uses the result in its place. It
// returns the results in transferred, with a []byte for each ArrayBuffer, also after an error; the
// caller has to close them then.
//
//	v, transferred, err := record.ToGoFunc(func(t clone.Transferred) any { return open(t) })
func (r *Record) ToGoFunc(receive func(Transferred) any) (v any, transferred []any, err error) {
	if !r.take() {
		return nil, nil, ErrReceived
	}
	for i, holder := range r.has().transfer {
		switch object := holder.object.(type) {
		case nil:
			transferred = append(transferred, holder.bytes)
		case goReceiver:
			received, e := object.CloneToGo()
			if e != nil {
				holder.object.Discard()
				r.parts.transfer[i].object = nil
				err = e
			}
			transferred = append(transferred, received)
		default:
			transferred = append(transferred, receive(object))
		}
	}
	if err != nil {
		return nil, transferred, platformError(err)
	}
	d := goDeserializer{rec: r, transferred: transferred, memory: make([]any, r.has().shared+1)}
	if r.flat != nil {
		d.flat = goBuilder{flat: r.flat, made: make([]any, len(r.flat.objects))}
		err = d.flat.build(d.value)
	}
	if err == nil {
		v, err = d.value(r.root)
	}
	for err == nil && len(d.stack) > 0 {
		top := d.stack[len(d.stack)-1]
		d.stack = d.stack[:len(d.stack)-1]
		err = d.fill(top.node, top.v)
	}
	return v, transferred, err
}

// goDeserializer makes the Go values of one record. Like the deserializer it has a stack of its
// own.
type goDeserializer struct {
	rec         *Record
	transferred []any
	memory      []any // by node.shared
	flat        goBuilder
	stack       []goUnfilled
}

// goUnfilled is a value that was made, but not its contents.
type goUnfilled struct {
	node *node
	v    any // map[string]any, map[any]any, []any or *ErrorValue
}

// value makes one value. The contents of an object are left for later.
func (d *goDeserializer) value(x item) (any, error) {
	n, ok := x.(*node)
	if !ok {
		return goPrimitive(x.(goja.Value)), nil
	}
	if n.kind == kindFlat {
		return d.flat.object(int(n.number)), nil
	}
	if n.kind == kindTransferred {
		return d.transferred[n.number], nil
	}
	if n.shared > 0 && d.memory[n.shared] != nil {
		return d.memory[n.shared], nil
	}
	v, err := d.object(n)
	if n.shared > 0 {
		d.memory[n.shared] = v
	}
	return v, err
}

// goPrimitive returns a primitive value in Go.
func goPrimitive(v goja.Value) any {
	switch v := v.Export().(type) {
	case float64:
		return toNumber(v)
	case int64:
		return toNumber(float64(v))
	default:
		return v
	}
}

// object makes the value of an object that is not in memory, except for its contents.
func (d *goDeserializer) object(n *node) (any, error) {
	switch n.kind {
	case kindPlain:
		return d.later(n, make(map[string]any, len(n.keys))), nil
	case kindArray:
		// An array of a few elements can be billions long.
		if n.number > 1<<16 && int(n.number/16) > len(n.vals) || uint64(n.number) > math.MaxInt/16 {
			return nil, dataCloneError(fmt.Sprintf("An Array of length %d with %d elements could not be made a Go slice.",
				n.number, len(n.vals)-len(n.keys)))
		}
		return d.later(n, make([]any, n.number)), nil
	case kindMap:
		return d.later(n, make(map[any]any, len(n.vals)/2)), nil
	case kindSet:
		return d.later(n, make([]any, len(n.vals))), nil
	case kindError:
		data := n.extra.(errorData)
		e := &ErrorValue{Name: data.name.String()}
		if data.message != nil {
			e.Message = data.message.String()
		}
		if data.stack != nil {
			e.Stack = data.stack.String()
		}
		return d.later(n, e), nil
	case kindDate:
		if date := n.extra.(dateData); date.valid {
			return time.UnixMilli(date.ms).UTC(), nil
		}
		return nil, nil
	case kindRegExp:
		re := n.extra.(regExpData)
		return &RegExp{Source: re.source.String(), Flags: re.flags}, nil
	case kindPrimitive, kindString:
		return goPrimitive(n.vals[0].(goja.Value)), nil
	case kindArrayBuffer:
		return d.rec.parts.buffers[n.number], nil
	case kindTypedArray, kindDataView:
		buffer, err := d.value(n.vals[0])
		if err != nil {
			return nil, err
		}
		return goView(n, buffer.([]byte)), nil
	case kindPlatform:
		if platformObject, ok := n.extra.(goReceiver); ok {
			v, err := platformObject.CloneToGo()
			if err != nil {
				return nil, platformError(err)
			}
			return v, nil
		}
		return n.extra, nil
	}
	panic(fmt.Sprintf("clone: a record of kind %d", n.kind))
}

// later puts v on the stack if it has contents.
func (d *goDeserializer) later(n *node, v any) any {
	if len(n.vals) > 0 {
		d.stack = append(d.stack, goUnfilled{n, v})
	}
	return v
}

// fill gives a map, slice or error its contents.
func (d *goDeserializer) fill(n *node, into any) error {
	vals := make([]any, len(n.vals))
	for i, v := range n.vals {
		var err error
		if vals[i], err = d.value(v); err != nil {
			return err
		}
	}
	switch into := into.(type) {
	case map[string]any:
		for i, key := range n.keys {
			into[key.String()] = vals[i]
		}
	case map[any]any:
		for i := 0; i < len(vals); i += 2 {
			if err := checkGoKey(vals[i]); err != nil {
				return err
			}
			into[vals[i]] = vals[i+1]
		}
	case []any:
		dense := copy(into, vals[:len(vals)-len(n.at)-len(n.keys)])
		for i, at := range n.at {
			into[at] = vals[dense+i]
		}
	case *ErrorValue:
		into.Cause = vals[0]
	}
	return nil
}

// goView returns the part of buffer that a typed array or DataView shows, as a slice of its element
// type.
func goView(n *node, buffer []byte) any {
	view := n.extra.(viewData)
	size := elementSizes[n.view]
	b := buffer[view.offset : view.offset+view.length*size : view.offset+view.length*size]
	order := binary.NativeEndian
	switch n.view {
	case int8Array:
		return elements(b, size, func(b []byte) int8 { return int8(b[0]) })
	case int16Array:
		return elements(b, size, func(b []byte) int16 { return int16(order.Uint16(b)) })
	case uint16Array:
		return elements(b, size, order.Uint16)
	case int32Array:
		return elements(b, size, func(b []byte) int32 { return int32(order.Uint32(b)) })
	case uint32Array:
		return elements(b, size, order.Uint32)
	case float32Array:
		return elements(b, size, func(b []byte) float32 { return math.Float32frombits(order.Uint32(b)) })
	case float64Array:
		return elements(b, size, func(b []byte) float64 { return math.Float64frombits(order.Uint64(b)) })
	case bigInt64Array:
		return elements(b, size, func(b []byte) int64 { return int64(order.Uint64(b)) })
	case bigUint64Array:
		return elements(b, size, order.Uint64)
	}
	return b // Uint8Array, Uint8ClampedArray, DataView
}

// elementSizes are in bytes.
var elementSizes = [viewTypes]int64{dataView: 1, int8Array: 1, uint8Array: 1, uint8ClampedArray: 1, int16Array: 2,
	uint16Array: 2, int32Array: 4, uint32Array: 4, float32Array: 4, float64Array: 8, bigInt64Array: 8, bigUint64Array: 8}

// elements decodes the elements of b, which have size bytes each.
func elements[T any](b []byte, size int64, decode func([]byte) T) []T {
	out := make([]T, 0, int64(len(b))/size)
	for ; len(b) > 0; b = b[size:] {
		out = append(out, decode(b))
	}
	return out
}

// goBuilder makes the objects of a flat in Go: map[string]any for ordinary objects, []any for
// arrays and Sets, map[any]any for Maps.
type goBuilder struct {
	flat *flat
	made []any
}

// object returns objects[i], which may not have its contents yet.
func (b *goBuilder) object(i int) any {
	if b.made[i] == nil {
		switch n := len(b.flat.of(i)); b.flat.objects[i].kind {
		case engine.Plain:
			b.made[i] = make(map[string]any, n)
		case engine.Map:
			b.made[i] = make(map[any]any, n/2)
		default:
			b.made[i] = make([]any, n)
		}
	}
	return b.made[i]
}

// build gives all objects their contents. node makes those that are not in the flat.
func (b *goBuilder) build(node func(item) (any, error)) error {
	for i := len(b.made) - 1; i >= 0; i-- {
		kid := b.flat.objects[i].kids
		var names []unistring.String
		if b.flat.objects[i].kind == engine.Plain {
			names = b.flat.objects[i].names.List()
		}
		var key any
		for j, v := range b.flat.of(i) {
			var made any
			if v != nil {
				made = goPrimitive(v)
			} else {
				if k := b.flat.kid(kid); k >= 0 {
					made = b.object(int(k))
				} else {
					var err error
					if made, err = node(b.flat.refs.nodes[^k]); err != nil {
						return err
					}
				}
				kid++
			}
			switch o := b.object(i).(type) {
			case []any:
				o[j] = made
			case map[string]any:
				o[names[j].String()] = made
			case map[any]any:
				if j%2 == 0 {
					if err := checkGoKey(made); err != nil {
						return err
					}
					key = made
				} else {
					o[key] = made
				}
			}
		}
		b.object(i)
	}
	return nil
}

// checkGoKey returns an error if key, of a Map, cannot be the key of a Go map.
func checkGoKey(key any) error {
	if v := reflect.ValueOf(key); v.IsValid() && !v.Comparable() {
		return dataCloneError(fmt.Sprintf("A Map with a key of type %T could not be made a Go map.", key))
	}
	return nil
}
