package clone

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// deserializer makes the values of one record. As in the serializer, the objects whose contents are
// still missing are on a stack of our own. No script runs, so nobody can tell in which order they
// get them.
type deserializer struct {
	c      *Cloner
	rec    *Record
	shared bool // others receive the record too: copy the contents of ArrayBuffers

	transferred []goja.Value
	taken       int // how many of parts.transfer were received or failed

	memory []*goja.Object // by node.shared
	stack  []unfilled
	flat   builder // of rec.flat
}

// unfilled is an object that was made, but not its contents.
type unfilled struct {
	node *node
	obj  *goja.Object
}

// run makes the value and the transferred values. After an error it discards what was transferred.
func (d *deserializer) run() (v goja.Value, transferred []goja.Value, err error) {
	done := false
	defer func() {
		d.c.reader.release()
		if !done {
			d.discard()
			v, transferred = nil, nil
		}
		if !d.shared {
			d.rec.empty()
		}
		returnStop(recover(), &err)
	}()
	if ex := d.c.vm.Try(func() { v, err = d.deserializeWithTransfer() }); ex != nil {
		err = ex
	}
	done = err == nil
	return v, d.transferred, err
}

// deserialize is StructuredDeserialize(x). Its steps stand in value (2, 5, 20, 21, 23), object (6
// to 22) and fill (24).
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structureddeserialize
func (d *deserializer) deserialize(x item) (goja.Value, error) {
	// 1. If memory was not supplied, let memory be an empty map.
	if n := d.rec.has().shared; n > 0 {
		d.memory = make([]*goja.Object, n+1)
	}
	if d.rec.flat != nil {
		d.flat = newBuilder(d.c, d.rec.flat)
		defer d.flat.close()
		d.flat.d = d
		if err := d.flat.build(); err != nil {
			return nil, err
		}
	}
	root, err := d.value(x)
	for err == nil && len(d.stack) > 0 {
		top := d.stack[len(d.stack)-1]
		d.stack = d.stack[:len(d.stack)-1]
		err = d.fill(top.node, top.obj)
	}
	return root, err
}

// value makes one value. The contents of an object are left for later.
func (d *deserializer) value(x item) (goja.Value, error) {
	n, ok := x.(*node)
	if !ok {
		// 5. If serialized.[[Type]] is "primitive", then set value to serialized.[[Value]].
		return x.(goja.Value), nil
	}
	// 20. Array 21. Object
	if n.kind == kindFlat {
		return d.flat.object(int(n.number))
	}
	// 2. If memory[serialized] exists, then return memory[serialized].
	if n.kind == kindTransferred {
		return d.transferred[n.number], nil
	}
	if n.shared > 0 && d.memory[n.shared] != nil {
		return d.memory[n.shared], nil
	}
	value, err := d.object(n)
	if err != nil {
		return nil, err
	}
	// 23. Set memory[serialized] to value.
	if n.shared > 0 {
		d.memory[n.shared] = value
	}
	return value, nil
}

// object makes an object that is not in memory, except for its contents.
func (d *deserializer) object(n *node) (*goja.Object, error) {
	vm := d.c.vm
	switch n.kind {
	// 21. Otherwise, if serialized.[[Type]] is "Object", then set value to a new Object in targetRealm, deep to true.
	case kindPlain:
		if len(n.keys) == 0 {
			return vm.NewObject(), nil
		}
		// It gets its prototype after its properties, since a setter there would be called.
		o := vm.CreateObject(nil)
		d.stack = append(d.stack, unfilled{n, o})
		return o, nil

	// 20. Otherwise, if serialized.[[Type]] is "Array": a new Array of that length, deep is true.
	case kindArray:
		return d.array(n)

	// 6.–9. Boolean, Number, BigInt and String objects
	case kindPrimitive, kindString:
		return n.vals[0].(goja.Value).ToObject(vm), nil

	// 10. Date
	case kindDate:
		ms := goja.NaN()
		if date := n.extra.(dateData); date.valid {
			ms = vm.ToValue(date.ms)
		}
		return d.c.construct(ctorDate, kindDate, ms)

	// 11. RegExp
	case kindRegExp:
		re := n.extra.(regExpData)
		return d.c.construct(ctorRegExp, kindRegExp, re.source, vm.ToValue(re.flags))

	// 12.–15. ArrayBuffer (goja has neither SharedArrayBuffers nor resizable ArrayBuffers)
	case kindArrayBuffer:
		buffers := d.rec.parts.buffers
		data := buffers[n.number]
		if d.shared {
			data = slices.Clone(data)
		} else {
			buffers[n.number] = nil
		}
		return vm.ToValue(vm.NewArrayBuffer(data)).(*goja.Object), nil

	// 16. ArrayBufferView
	case kindTypedArray, kindDataView:
		deserializedArrayBuffer, err := d.value(n.vals[0])
		if err != nil {
			return nil, err
		}
		view := n.extra.(viewData)
		return d.c.construct(ctorView+constructor(n.view), n.kind,
			deserializedArrayBuffer, vm.ToValue(view.offset), vm.ToValue(view.length))

	// 17. Map
	case kindMap:
		o, err := d.c.construct(ctorMap, kindMap)
		if err != nil {
			return nil, err
		}
		d.stack = append(d.stack, unfilled{n, o})
		return o, nil

	// 18. Set
	case kindSet:
		o, err := d.c.construct(ctorSet, kindSet)
		if err != nil {
			return nil, err
		}
		d.stack = append(d.stack, unfilled{n, o})
		return o, nil

	// 19. Error
	case kindError:
		return d.error(n)

	// 22. Otherwise: 22.1. Let interfaceName be serialized.[[Type]].
	case kindPlatform:
		platformObject := n.extra.(Serialized)
		// 22.2. If the interface identified by interfaceName is not exposed in targetRealm, then throw a
		//       "DataCloneError" DOMException. (The host throws it for interfaces that it does not know.)
		if d.c.host == nil {
			return nil, noHost(platformObject)
		}
		// 22.3. Set value to a new instance of the interface. (24.3. Perform the appropriate deserialization steps.)
		return d.c.host.CloneDeserialize(platformObject)
	}
	panic(fmt.Sprintf("clone: a record of kind %d", n.kind))
}

// array makes an array with its primitive elements. Elements that are objects are filled in later,
// and so are all elements if there are holes.
func (d *deserializer) array(n *node) (*goja.Object, error) {
	dense := n.vals[:len(n.vals)-len(n.at)-len(n.keys)]
	if n.number > uint32(len(dense)) { // there are holes
		o := d.c.vm.NewArray()
		d.stack = append(d.stack, unfilled{n, o})
		return o, nil
	}
	items := make([]any, len(dense))
	filled := len(n.keys) == 0
	for i, v := range dense {
		if _, ok := v.(*node); ok {
			filled = false
			v = goja.Undefined()
		}
		items[i] = v
	}
	o := d.c.vm.NewArray(items...)
	if !filled {
		d.stack = append(d.stack, unfilled{n, o})
	}
	return o, nil
}

// error is step 19 of StructuredDeserialize.
func (d *deserializer) error(n *node) (*goja.Object, error) {
	data := n.extra.(errorData)
	// 19.1. Let prototype be %Error.prototype%. 19.2.–19.7. If serialized.[[Name]] is "EvalError", then set prototype to
	// %EvalError.prototype%, and so on.
	o, err := d.c.construct(data.name, kindError)
	if err != nil {
		return nil, err
	}
	// Before it defines a stack the engine composes one, and for that it looks the name up on the
	// prototype: take that away.
	prototype := o.Prototype()
	if err := o.SetPrototype(nil); err != nil {
		return nil, err
	}
	if data.stack != nil {
		err = defineHidden(o, "stack", data.stack)
	} else {
		err = o.Delete("stack")
	}
	if err != nil {
		return nil, err
	}
	if err := o.SetPrototype(prototype); err != nil {
		return nil, err
	}
	// 19.8. Let message be serialized.[[Message]]. 19.9. Set value to OrdinaryObjectCreate(prototype, « [[ErrorData]] »).
	// 19.10.–19.11. If message is not undefined, then perform ! OrdinaryDefineOwnProperty(value, "message", …).
	if data.message != nil {
		if err := defineHidden(o, "message", data.message); err != nil {
			return nil, err
		}
	}
	// 19.12. Any interesting accompanying data attached to serialized should be deserialized and attached to value.
	if len(n.vals) > 0 {
		d.stack = append(d.stack, unfilled{n, o})
	}
	return o, nil
}

// defineHidden defines a property that is not enumerable.
func defineHidden(o *goja.Object, name string, v goja.Value) error {
	return o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// fill gives an object its contents. It is step 24 of StructuredDeserialize: If deep is true, then:
func (d *deserializer) fill(n *node, o *goja.Object) error {
	switch n.kind {
	// 24.1. If value has a [[MapData]] internal slot, then: for each Record of serialized.[[MapData]]:
	case kindMap:
		for i := 0; i < len(n.vals); i += 2 {
			// 24.1.1.1. Let deserializedKey be ? StructuredDeserialize(entry.[[Key]], targetRealm, memory).
			deserializedKey, err := d.value(n.vals[i])
			if err != nil {
				return err
			}
			// 24.1.1.2. Let deserializedValue be ? StructuredDeserialize(entry.[[Value]], targetRealm, memory).
			deserializedValue, err := d.value(n.vals[i+1])
			if err != nil {
				return err
			}
			// 24.1.1.3. Append { [[Key]]: deserializedKey, [[Value]]: deserializedValue } to value.[[MapData]].
			d.c.reader.call2(mapSet, o, deserializedKey, deserializedValue)
		}
		return nil

	// 24.2. Otherwise, if value has a [[SetData]] internal slot, then: for each entry of serialized.[[SetData]]:
	case kindSet:
		for _, entry := range n.vals {
			deserializedEntry, err := d.value(entry)
			if err != nil {
				return err
			}
			d.c.reader.call1(setAdd, o, deserializedEntry)
		}
		return nil

	case kindError:
		cause, err := d.value(n.vals[0])
		if err != nil {
			return err
		}
		return defineHidden(o, "cause", cause)

	// 24.4. Otherwise, for each Record { [[Key]], [[Value]] } entry of serialized.[[Properties]]:
	case kindArray:
		return d.fillArray(n, o)
	}
	for i, key := range n.keys {
		// 24.4.1. Let deserializedValue be ? StructuredDeserialize(entry.[[Value]], targetRealm, memory).
		deserializedValue, err := d.value(n.vals[i])
		if err != nil {
			return err
		}
		// 24.4.2. Let result be ! CreateDataProperty(value, entry.[[Key]], deserializedValue).
		d.c.reader.call3(reflectSet, o, key, deserializedValue)
	}
	d.c.reader.call2(reflectSetPrototypeOf, nil, o, d.c.objectPrototype())
	return nil
}

// fillArray gives an array what array did not.
func (d *deserializer) fillArray(n *node, o *goja.Object) error {
	prototype := o.Prototype()
	if err := o.SetPrototype(nil); err != nil { // so that no setter there is called
		return err
	}
	if err := o.Set("length", int64(n.number)); err != nil {
		return err
	}
	dense := len(n.vals) - len(n.at) - len(n.keys)
	for i, v := range n.vals {
		_, isObject := v.(*node)
		if !isObject && i < dense && uint32(dense) == n.number {
			continue // array has set it
		}
		deserializedValue, err := d.value(v)
		if err != nil {
			return err
		}
		switch {
		case i < dense:
			err = o.Set(strconv.Itoa(i), deserializedValue)
		case i < dense+len(n.at):
			err = o.Set(strconv.FormatUint(uint64(n.at[i-dense]), 10), deserializedValue)
		default:
			d.c.reader.call3(reflectSet, o, n.keys[i-dense-len(n.at)], deserializedValue)
		}
		if err != nil {
			return err
		}
	}
	return o.SetPrototype(prototype)
}
