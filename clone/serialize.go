package clone

import (
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// serializer makes one record, in the plain or the ordered way. What they have in common is here:
// primitives, memory, and making a node of an object. They differ in how the contents of objects
// are read.
type serializer struct {
	c     *Cloner
	rec   *Record
	max   int  // the largest size in bytes; 0 means no limit
	plain bool // fail rather than run a script or throw
}

// serialize is StructuredSerializeInternal(v). Its steps are in value (4, 5), child (1, 2),
// object and its parts (3, 6 to 25) and, for the contents of objects, contents (26).
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal
func (s *serializer) serialize(v goja.Value) (item, error) {
	scratch := &s.c.scratch
	root, err := s.value(v)
	if s.plain {
		for err == nil && scratch.flat.next < len(scratch.flat.objects) {
			err = scratch.flat.read(s)
		}
	} else {
		for err == nil && len(scratch.stack) > 0 {
			err = s.contents(&scratch.stack[len(scratch.stack)-1])
		}
	}
	return root, err
}

// value serializes v. The contents of an object are left for later.
func (s *serializer) value(v goja.Value) (item, error) {
	o, isObject := v.(*goja.Object)
	if !isObject {
		return s.primitive(v)
	}
	n, err := s.child(o)
	switch {
	case err != nil:
		return nil, err
	case n < 0:
		return s.c.scratch.nodes[^n], nil
	}
	return flatRoot, nil // only the root of a plain record comes here; its other objects refer to each other by numbers
}

// primitive serializes a value that is not an object.
func (s *serializer) primitive(v goja.Value) (goja.Value, error) {
	switch v := v.(type) {
	// 5. If value is a Symbol, then throw a "DataCloneError" DOMException.
	case *goja.Symbol:
		return nil, notCloneable("Symbol(" + v.String() + ")")

	// 4. If value is undefined, null, a Boolean, a Number, a BigInt, or a String, then return
	//    { [[Type]]: "primitive", [[Value]]: value }.
	case goja.String:
		// Length makes the engine normalise a string that came from Go. Afterwards it never changes
		// and can be shared.
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
func (s *serializer) child(o *goja.Object) (int32, error) {
	// 1. If memory is undefined, set memory to an empty map. (Every call of Serialize begins with an empty one.)
	// 2. If memory[value] exists, then return memory[value].
	if n, ok := s.c.scratch.memory.get(o); ok {
		if n < 0 {
			s.rec.share(s.c.scratch.nodes[^n])
		}
		return n, s.grow(valueSize)
	}
	if s.plain {
		return s.plainChild(o)
	}
	return s.object(o)
}

// remember notes in memory that o became n, and returns n's number.
func (s *serializer) remember(o *goja.Object, n *node) int32 {
	s.c.scratch.nodes = append(s.c.scratch.nodes, n)
	number := ^int32(len(s.c.scratch.nodes) - 1)
	s.c.scratch.memory.add(o, number)
	return number
}

// object makes a node of an object that is not in memory, except for its contents.
func (s *serializer) object(o *goja.Object) (int32, error) {
	// 3. Let deep be false. (The objects whose deep is true push a frame.)
	k := kindOf(o)
	if k == kindPlain {
		// goja has one type for platform objects and plain objects, so step 19 comes first.
		if state, ok := engine.StateOf(o); ok {
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
		if _, isString := o.Export().(string); isString { // a Symbol object, which exports its description
			return 0, notCloneable(s.c.describe(o))
		}
		n.vals = []item{noRuntime.ToValue(o.Export())}

	// 10. [[StringData]]
	case kindString:
		str, err := s.primitive(s.c.reader.call(stringValueOf, o))
		if err != nil {
			return 0, err
		}
		n.vals = []item{str}

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

// platformObject is step 19 of StructuredSerializeInternal, and step 20 for platform objects.
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
	// 26.3. Perform the serialization steps for value's primary interface. (They run no script and serialize no other value,
	// so nobody can tell that they run here already.)
	serialized, err := serializable.CloneSerialize()
	if err != nil {
		return 0, err
	}
	// 19.2.–19.3. Let typeString be the identifier of the primary interface of value.
	n := &node{kind: kindPlatform, extra: serialized}
	return s.remember(o, n), s.grow(nodeSize + serialized.CloneSize())
}

// regExp is step 12 of StructuredSerializeInternal. It reads the flags one by one, since the getter
// of the property flags reads properties that scripts can define. lastIndex is not copied.
func (s *serializer) regExp(o *goja.Object) regExpData {
	var flags []byte
	for _, f := range regExpFlags {
		if s.c.reader.call(f.get, o).ToBoolean() {
			flags = append(flags, f.letter)
		}
	}
	source := s.c.reader.call(regExpSource, o).(goja.String)
	source.Length() // see primitive
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
	n.vals = []item{bufferSerialized}
	// 14.5. [[ByteLength]], [[ByteOffset]] 14.6. [[Constructor]], [[ArrayLength]]
	n.extra = viewData{
		offset: s.c.reader.call(get[1], o).ToInteger(),
		length: s.c.reader.call(get[2], o).ToInteger(),
	}
	return nil
}

// error is step 17 of StructuredSerializeInternal. As in browsers and Node the stack is serialized
// too, and the cause if it is an own data property. An AggregateError becomes an Error without its
// errors, as the standard says.
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
		if data.message, err = s.primitive(s.c.toString(message)); err != nil {
			return err
		}
	}
	// 17.6. User agents should attach a serialized representation of any interesting accompanying data which are not yet
	//       specified, notably the stack property, to serialized. (The engine composes the stack when it is first read, and
	//       for that it reads name and message again. If an accessor of these throws, the clone has no stack.)
	var stack goja.Value
	s.c.vm.Try(func() { stack = s.c.reader.ownData(o, "stack") })
	if stack, ok := stack.(goja.String); ok {
		if data.stack, err = s.primitive(stack); err != nil {
			return err
		}
	}
	n.extra = data
	if cause := s.c.reader.ownData(o, "cause"); cause != nil {
		s.deep(frame{node: n, obj: o, list: []goja.Value{cause}})
	}
	return nil
}

// toString converts v to a string.
//
// https://tc39.es/ecma262/#sec-tostring
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

// grow adds to the size of the record. It fails if the limit is exceeded.
func (s *serializer) grow(bytes int) error {
	s.rec.grow(bytes)
	if s.max > 0 && s.rec.size > s.max {
		return &Error{
			Name:    "QuotaExceededError",
			Message: fmt.Sprintf("The message is larger than the limit of %d bytes.", s.max),
		}
	}
	return nil
}
