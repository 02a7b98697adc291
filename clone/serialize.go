package clone

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/props"
	"github.com/gojs-runtime/gojs/internal/slot"
)

// serializer makes one record. The standard's algorithm is recursive; here the objects whose contents are being
// serialized are on a stack of our own, so that nesting is limited by memory only, and the order in which getters run is
// the standard's.
//
// Where it is fast it runs no script, and so needs no order: plain objects and arrays become those of a flat, in
// c.scratch. For what could run a script, or cannot be read that way, it fails then (as it does for all that is an error
// anyway) and the caller begins anew, with one that is not.
type serializer struct {
	c    *Cloner
	rec  *Record
	max  int
	fast bool
}

// errSlow is the error of a serializer that is to be fast. Nobody sees it.
var errSlow = errors.New("clone: not fast")

// frame is an object whose contents are being serialized.
type frame struct {
	node *node
	obj  *goja.Object
	list []goja.Value // of a Map, Set or error: its contents; otherwise its property keys, nil for a dense array
	i    int          // how far it is
	read bool         // a property was read, which may have run a script that deletes others
}

// serialize serializes v and all that it refers to.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal
func (s *serializer) serialize(v goja.Value) (goja.Value, error) {
	root, err := s.value(v)
	for err == nil {
		switch {
		case len(s.c.scratch.stack) > 0:
			err = s.contents(&s.c.scratch.stack[len(s.c.scratch.stack)-1])
		case s.fast && s.c.scratch.next < len(s.c.scratch.objects):
			err = s.c.scratch.read(s)
		default:
			return root, nil
		}
	}
	return nil, err
}

// value serializes v, except for its contents, which are put on the stack.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal
func (s *serializer) value(v goja.Value) (goja.Value, error) {
	switch v := v.(type) {
	case *goja.Object:
		switch n, err := s.child(v); {
		case err != nil:
			return nil, err
		case n < 0:
			return s.c.scratch.nodes[^n], nil
		case n == 0:
			return flatRoot, nil
		default:
			return &node{kind: kindFlat, number: uint32(n)}, nil
		}

	// 5. If value is a Symbol, then throw a "DataCloneError" DOMException.
	case *goja.Symbol:
		return nil, notCloneable("Symbol(" + v.String() + ")")

	// 4. If value is undefined, null, a Boolean, a Number, a BigInt, or a String, then return
	//    { [[Type]]: "primitive", [[Value]]: value }.
	case goja.String:
		// The length makes the engine normalise a string that it imported from Go, so that it never changes again and
		// can be shared. Later calls of Length find that done.
		return v, s.grow(valueSize + v.Length())
	case nil:
		return goja.Undefined(), s.grow(valueSize)
	default:
		if goja.IsBigInt(v) {
			return v, s.grow(valueSize + v.Export().(*big.Int).BitLen()/8)
		}
		return v, s.grow(valueSize)
	}
}

// child serializes an object, except for its contents, and returns its number (see memory).
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal
func (s *serializer) child(o *goja.Object) (int32, error) {
	// 1. If memory is undefined, set memory to an empty map. (Serialize begins with an empty one.)
	// 2. If memory[value] exists, then return memory[value].
	memory := &s.c.scratch.memory
	if n, ok := memory.get(o); ok {
		if n < 0 {
			s.rec.share(s.c.scratch.nodes[^n])
		}
		return n, s.grow(valueSize)
	}
	if !s.fast {
		return s.object(o)
	}
	kind := props.KindOf(o)
	if kind == props.Other {
		switch kindOf(implOf(o)) {
		case kindPrimitive, kindString, kindDate, kindRegExp, kindArrayBuffer, kindTypedArray, kindDataView:
			return s.object(o)
		}
		return 0, errSlow
	}
	if _, isPlatformObject := slot.Of(o); isPlatformObject || o == s.c.vm.GlobalObject() {
		return 0, errSlow
	}
	n, ok := s.c.scratch.add(o, kind)
	if !ok {
		return 0, errSlow
	}
	memory.add(o, n)
	return n, s.grow(nodeSize)
}

// remember makes n what became of o.
func (s *serializer) remember(o *goja.Object, n *node) int32 {
	s.c.scratch.nodes = append(s.c.scratch.nodes, n)
	number := ^int32(len(s.c.scratch.nodes) - 1)
	s.c.scratch.memory.add(o, number)
	return number
}

// object is child for the objects that are not in memory.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal
func (s *serializer) object(o *goja.Object) (int32, error) {
	// 3. Let deep be false. (Deep are those that push a frame.)
	k := kindOf(implOf(o))
	if k == kindPlain {
		// The platform objects come first here: they look like plain objects.
		if state, ok := slot.Of(o); ok {
			return s.platformObject(o, state)
		}
		if o == s.c.vm.GlobalObject() {
			return 0, notCloneable(s.c.describe(o))
		}
	}
	n := &node{kind: k}
	if err := s.grow(nodeSize); err != nil {
		return 0, err
	}
	switch k {
	// 7.–9. [[BooleanData]], [[NumberData]], [[BigIntData]]
	case kindPrimitive:
		if _, isString := o.Export().(string); isString { // the description of a Symbol object
			return 0, notCloneable(s.c.describe(o))
		}
		n.vals = []goja.Value{noRuntime.ToValue(o.Export())}

	// 10. [[StringData]]
	case kindString:
		str, err := s.value(s.c.reader.call(stringValueOf, o))
		if err != nil {
			return 0, err
		}
		n.vals = []goja.Value{str}

	// 11. [[DateValue]]
	case kindDate:
		t, valid := o.Export().(time.Time)
		if valid {
			n.extra = dateData{valid: true, ms: t.UnixMilli()}
		} else {
			n.extra = dateData{}
		}

	// 12. [[RegExpMatcher]]
	case kindRegExp:
		data := s.regExp(o)
		n.extra = data
		if err := s.grow(data.source.(goja.String).Length()); err != nil {
			return 0, err
		}

	// 13. [[ArrayBufferData]]
	case kindArrayBuffer:
		// 13.1. If IsSharedArrayBuffer(value) is true (goja has none)
		// 13.2.1. If IsDetachedBuffer(value) is true, then throw a "DataCloneError" DOMException.
		buffer := o.Export().(goja.ArrayBuffer)
		if buffer.Detached() {
			return 0, errDetached
		}
		// 13.2.2. Let size be value.[[ArrayBufferByteLength]].
		if err := s.grow(len(buffer.Bytes())); err != nil {
			return 0, err
		}
		// 13.2.3. Let dataCopy be ? CreateByteDataBlock(size).
		// 13.2.4. Perform CopyDataBlockBytes(dataCopy, 0, value.[[ArrayBufferData]], 0, size).
		// 13.2.5. [[ArrayBufferMaxByteLength]] (goja has no resizable buffers)
		n.number = s.rec.addBuffer(slices.Clone(buffer.Bytes()))

	// 14. [[ViewedArrayBuffer]]
	case kindTypedArray, kindDataView:
		if err := s.view(n, o); err != nil {
			return 0, err
		}

	// 15. [[MapData]]
	case kindMap:
		// 15.1. Set serialized to { [[Type]]: "Map", [[MapData]]: a new empty List }. 15.2. Set deep to true.
		// 26.1.1.–26.1.2. Let copiedList be a copy of the entries.
		s.deep(frame{node: n, obj: o, list: s.c.reader.entries(mapForEach, o)})

	// 16. [[SetData]]
	case kindSet:
		// 26.2.1.–26.2.2. Let copiedList be a copy of the entries.
		s.deep(frame{node: n, obj: o, list: s.c.reader.entries(setForEach, o)})

	// 17. [[ErrorData]] and not a platform object
	case kindError:
		if err := s.error(n, o); err != nil {
			return 0, err
		}

	// 18. If value is an Array exotic object
	case kindArray:
		// 18.1.–18.2. Let valueLen be value.[[GetOwnProperty]]("length").[[Value]].
		n.number = uint32(o.Get("length").ToInteger())
		// 18.4. Set deep to true.
		if list, dense := s.c.elements(o); !dense || slices.Contains(list, nil) {
			s.deepProperties(n, o)
		} else if n.number > 0 {
			s.deep(frame{node: n, obj: o})
		}

	// 24. Otherwise: an ordinary object
	case kindPlain:
		s.deepProperties(n, o)

	// 20. If value is a platform object 21. If IsCallable(value) is true 22. If value has any internal slot other than
	// [[Prototype]], [[Extensible]], or [[PrivateElements]] 23. If value is an exotic object and value is not the
	// %Object.prototype% intrinsic object: throw a "DataCloneError" DOMException.
	//
	// DEVIATION: an arguments object is cloned as a plain object although it has an internal slot, as the browsers do.
	default:
		return 0, notCloneable(s.c.describe(o))
	}
	// 25. Set memory[value] to serialized.
	return s.remember(o, n), nil
}

// platformObject is step 19 of StructuredSerializeInternal, and 20 for platform objects.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal
func (s *serializer) platformObject(o *goja.Object, state any) (int32, error) {
	// 19. If value is a platform object that is a serializable object:
	serializable, ok := state.(Serializable)
	if !ok {
		// 20. If value is a platform object, then throw a "DataCloneError" DOMException.
		if _, ok := state.(Transferable); ok {
			return 0, dataCloneError(fmt.Sprintf("%s could not be cloned because it was not transferred.", s.c.article(o)))
		}
		return 0, notCloneable(s.c.describe(o))
	}
	// 19.1. If value has a [[Detached]] internal slot whose value is true, then throw a "DataCloneError" DOMException.
	if t, ok := state.(Transferable); ok && t.CloneDetached() {
		return 0, dataCloneError(fmt.Sprintf("%s is detached and could not be cloned.", s.c.article(o)))
	}
	// 26.3. Perform the serialization steps for value's primary interface. (Ours run no script and refer to no other
	// value, so that it makes no difference that they run here.)
	serialized, err := serializable.CloneSerialize()
	if err != nil {
		return 0, err
	}
	// 19.2.–19.3. Let typeString be the identifier of the primary interface of value.
	n := &node{kind: kindPlatform, extra: serialized}
	size := nodeSize
	if sized, ok := serialized.(interface{ CloneSize() int }); ok {
		size += sized.CloneSize()
	}
	return s.remember(o, n), s.grow(size)
}

// regExp is step 12 of StructuredSerializeInternal. The flags are asked for one by one because the getter flags reads
// properties that scripts can define. lastIndex is not copied.
func (s *serializer) regExp(o *goja.Object) regExpData {
	var flags []byte
	for _, f := range regExpFlags {
		if s.c.reader.call(f.get, o).ToBoolean() {
			flags = append(flags, f.letter)
		}
	}
	source := s.c.reader.call(regExpSource, o).(goja.String)
	source.Length() // see value
	return regExpData{source: source, flags: string(flags)}
}

var regExpFlags = []struct {
	get    intrinsic
	letter byte
}{
	{regExpGlobal, 'g'}, {regExpIgnoreCase, 'i'}, {regExpMultiline, 'm'},
	{regExpDotAll, 's'}, {regExpUnicode, 'u'}, {regExpSticky, 'y'},
}

// view is step 14 of StructuredSerializeInternal.
func (s *serializer) view(n *node, o *goja.Object) error {
	// 14.1. If IsArrayBufferViewOutOfBounds(value) is true, then throw a "DataCloneError" DOMException. (Without
	// resizable buffers only a view of a detached buffer is, which 14.3 finds.)
	// 14.2. Let buffer be the value of value's [[ViewedArrayBuffer]] internal slot.
	get := [3]intrinsic{viewBuffer, viewByteOffset, viewLength}
	n.view = dataView
	if n.kind == kindDataView {
		get = [3]intrinsic{dataViewBuffer, dataViewByteOffset, dataViewByteLength}
	} else {
		var known bool
		if n.view, known = viewTypeOf(o); !known {
			return notCloneable(s.c.describe(o))
		}
	}
	buffer := s.c.reader.call(get[0], o).(*goja.Object)
	if buffer.Export().(goja.ArrayBuffer).Detached() {
		return errDetached
	}
	// 14.3. Let bufferSerialized be ? StructuredSerializeInternal(buffer, forStorage, memory).
	bufferSerialized, err := s.value(buffer)
	if err != nil {
		return err
	}
	n.vals = []goja.Value{bufferSerialized}
	// 14.5. [[ByteLength]], [[ByteOffset]] 14.6. [[Constructor]], [[ArrayLength]]
	n.extra = viewData{
		offset: s.c.reader.call(get[1], o).ToInteger(),
		length: s.c.reader.call(get[2], o).ToInteger(),
	}
	return nil
}

// error is step 17 of StructuredSerializeInternal. As in the browsers and Node a cause is serialized too, if it is an own
// data property, and the stack; an AggregateError becomes an Error without its errors, which is what the standard says.
func (s *serializer) error(n *node, o *goja.Object) error {
	data := errorData{name: ctorError}
	// 17.1. Let name be ? Get(value, "name").
	// 17.2. If name is not one of "Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", or
	//       "URIError", then set name to "Error".
	if name, ok := o.Get("name").(goja.String); ok {
		for k := ctorError; k <= ctorURIError; k++ {
			if k.String() == name.String() {
				data.name = k
			}
		}
	}
	// 17.3. Let valueMessageDesc be ? value.[[GetOwnProperty]]("message").
	// 17.4. Let message be undefined if IsDataDescriptor(valueMessageDesc) is false, and
	//       ? ToString(valueMessageDesc.[[Value]]) otherwise.
	var err error
	if message := s.c.reader.ownData(o, "message"); message != nil {
		if data.message, err = s.value(s.c.toString(message)); err != nil {
			return err
		}
	}
	// 17.6. User agents should attach a serialized representation of any interesting accompanying data which are not yet
	//       specified, notably the stack property, to serialized. (The engine composes the stack when it is first read,
	//       and looks name and message up once more for it. If accessors of these throw, the clone has no stack.)
	var stack goja.Value
	s.c.vm.Try(func() { stack = s.c.reader.ownData(o, "stack") })
	if stack, ok := stack.(goja.String); ok {
		if data.stack, err = s.value(stack); err != nil {
			return err
		}
	}
	n.extra = data
	if cause := s.c.reader.ownData(o, "cause"); cause != nil {
		s.deep(frame{node: n, obj: o, list: []goja.Value{cause}})
	}
	return nil
}

// toString is ToString(v).
func (c *Cloner) toString(v goja.Value) goja.String {
	switch v := v.(type) {
	case goja.String:
		return v
	case *goja.Symbol:
		panic(c.vm.NewTypeError("Cannot convert a Symbol value to a string"))
	case *goja.Object:
		if str, ok := v.ToString().(goja.String); ok {
			return str
		}
	}
	return noRuntime.ToValue(v.String()).(goja.String)
}

func (s *serializer) deep(f frame) {
	s.c.scratch.stack = append(s.c.scratch.stack, f)
}

// deepProperties puts the own enumerable properties of o on the stack.
//
// 26.4.1. For each key in ! EnumerableOwnProperties(value, key):
func (s *serializer) deepProperties(n *node, o *goja.Object) {
	if keys := s.c.reader.list(s.c.reader.call1(objectKeys, nil, o)); len(keys) > 0 {
		s.deep(frame{node: n, obj: o, list: keys})
	}
}

// contents goes on with the contents of the object at the top of the stack, until it is complete, or an object within
// it is at the top now.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal
func (s *serializer) contents(f *frame) error {
	switch f.node.kind {
	// 26.1.3. For each Record { [[Key]], [[Value]] } entry of copiedList: (key and value by turns)
	// 26.2.3. For each entry of copiedList:
	case kindMap, kindSet, kindError:
		return s.copiedList(f)
	case kindArray:
		if f.list == nil {
			return s.elements(f)
		}
	}
	return s.properties(f)
}

func (s *serializer) copiedList(f *frame) error {
	n, depth := f.node, len(s.c.scratch.stack)
	if n.vals == nil {
		n.vals = make([]goja.Value, 0, len(f.list))
	}
	for f.i < len(f.list) {
		v := f.list[f.i]
		f.i++
		serialized, err := s.value(v)
		if err != nil {
			return err
		}
		n.vals = append(n.vals, serialized)
		if len(s.c.scratch.stack) > depth {
			return nil
		}
	}
	s.pop()
	return nil
}

// elements is properties for an array without holes, accessors and other properties.
func (s *serializer) elements(f *frame) error {
	n, depth := f.node, len(s.c.scratch.stack)
	if n.vals == nil {
		n.vals = make([]goja.Value, 0, n.number)
	}
	// Reading an element that is not an object runs no script, so that the array stays as it is up to the next object.
	list, dense := s.c.elements(f.obj)
	for dense && f.i < min(int(n.number), len(list)) {
		v := list[f.i]
		if v == nil {
			dense = false
			break
		}
		f.i++
		serialized, err := s.value(v)
		if err != nil {
			return err
		}
		n.vals = append(n.vals, serialized)
		if len(s.c.scratch.stack) > depth {
			return nil
		}
		if _, isObject := v.(*goja.Object); isObject {
			return nil // it may have run a script, as an error does
		}
	}
	if dense {
		s.pop()
		return nil
	}
	// A getter within one of its elements has made holes or accessors.
	for i := f.i; i < int(n.number); i++ {
		f.list = append(f.list, keyValue(strconv.Itoa(i)))
	}
	f.i, f.read = 0, true
	return s.properties(f)
}

// elements returns the elements of o, as reader.list does, if it has no other properties and no accessors. A hole is nil;
// mostly dense is false if there are holes, but the engine miscounts elements that were defined twice.
func (c *Cloner) elements(o *goja.Object) (list []goja.Value, dense bool) {
	if !isDense(o) {
		return nil, false
	}
	return c.reader.list(o), true
}

// properties is step 26.4.1 of StructuredSerializeInternal.
func (s *serializer) properties(f *frame) error {
	n, depth := f.node, len(s.c.scratch.stack)
	if n.vals == nil {
		n.vals = make([]goja.Value, 0, len(f.list))
	}
	for f.i < len(f.list) {
		key := f.list[f.i]
		f.i++
		// 26.4.1.1. If ! HasOwnProperty(value, key) is true, then:
		if f.read && !s.c.reader.call1(objectHasOwn, f.obj, key).ToBoolean() {
			continue
		}
		f.read = true
		// 26.4.1.1.1. Let inputValue be ? Get(value, key).
		name := key.String()
		var inputValue goja.Value
		if strings.Contains(name, "\ufffd") { // what a surrogate without its other half becomes in a Go string
			inputValue = s.c.reader.call2(reflectGet, nil, f.obj, key)
		} else {
			inputValue = f.obj.Get(name)
		}
		// 26.4.1.1.2. Let outputValue be ? StructuredSerializeInternal(inputValue, forStorage, memory).
		outputValue, err := s.value(inputValue)
		if err != nil {
			return err
		}
		// 26.4.1.1.3. Append { [[Key]]: key, [[Value]]: outputValue } to serialized.[[Properties]].
		n.vals = append(n.vals, outputValue)
		if at, ok := elementIndex(n, name); !ok {
			n.keys = append(f.list[:len(n.keys)], key) // f.list has been read up to here
			if err := s.grow(valueSize + len(name)); err != nil {
				return err
			}
		} else if len(n.at) > 0 || int(at) != len(n.vals)-1 {
			n.at = append(n.at, at)
		}
		if len(s.c.scratch.stack) > depth {
			return nil
		}
	}
	s.pop()
	return nil
}

func (s *serializer) pop() {
	stack := s.c.scratch.stack
	stack[len(stack)-1] = frame{}
	s.c.scratch.stack = stack[:len(stack)-1]
}

// grow counts the bytes of the record.
func (s *serializer) grow(bytes int) error {
	s.rec.size += bytes
	if s.max > 0 && s.rec.size > s.max {
		return &Error{
			Name:    "QuotaExceededError",
			Message: fmt.Sprintf("The message is larger than the limit of %d bytes.", s.max),
		}
	}
	return nil
}

// elementIndex returns the index that name is of an array.
func elementIndex(n *node, name string) (uint32, bool) {
	if n.kind != kindArray || name == "" || name[0] < '0' || name[0] > '9' || (name[0] == '0' && len(name) > 1) {
		return 0, false
	}
	i, err := strconv.ParseUint(name, 10, 32)
	return uint32(i), err == nil && i < math.MaxUint32
}
