package clone

import (
	"fmt"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// serializeWithTransfer is StructuredSerializeWithTransfer(v, transferList): it serializes v into
// the record and moves the transferables there.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
func (s *serializer) serializeWithTransfer(v goja.Value, transferList []*goja.Object) error {
	// 1. Let memory be an empty map.
	// 2. For each transferable of transferList:
	for i, transferable := range transferList {
		// 2.1. If transferable has neither an [[ArrayBufferData]] internal slot nor a [[Detached]] internal slot, then
		//      throw a "DataCloneError" DOMException.
		if !isTransferable(transferable) {
			return dataCloneError(fmt.Sprintf("Value at index %d does not have a transferable type.", i))
		}
		// 2.2. If transferable has an [[ArrayBufferData]] internal slot and IsSharedArrayBuffer(transferable) is true
		//      (goja has none)
		// 2.3. If memory[transferable] exists, then throw a "DataCloneError" DOMException.
		if _, exists := s.c.scratch.memory.get(transferable); exists {
			name := s.c.transferableName(transferable)
			return dataCloneError(fmt.Sprintf("%s at index %d is a duplicate of an earlier %s.", name, i, name))
		}
		// 2.4. Set memory[transferable] to { [[Type]]: an uninitialized value }.
		s.remember(transferable, &node{kind: kindTransferred, number: uint32(i)})
	}
	// 3. Let serialized be ? StructuredSerializeInternal(value, false, memory).
	serialized, err := s.serialize(v)
	if err != nil {
		return err
	}
	s.rec.root = serialized
	// 4. Let transferDataHolders be a new empty List.
	// 5. For each transferable of transferList:
	//
	// DEVIATION: the standard checks each transferable just before it detaches it, so that an exception for the second one
	// leaves the first one detached. Here all are checked before the first is detached: an exception leaves everything as it
	// was.
	for i, transferable := range transferList {
		// 5.1. If transferable has an [[ArrayBufferData]] internal slot and IsDetachedBuffer(transferable) is true, then
		//      throw a "DataCloneError" DOMException.
		// 5.2. If transferable has a [[Detached]] internal slot and transferable.[[Detached]] is true, then throw a
		//      "DataCloneError" DOMException.
		if isDetached(transferable) {
			return dataCloneError(fmt.Sprintf("%s at index %d is already detached.", s.c.transferableName(transferable), i))
		}
		if buffer, ok := arrayBuffer(transferable); ok {
			if err := s.grow(len(buffer.Bytes())); err != nil {
				return err
			}
		}
	}
	for _, transferable := range transferList {
		// 5.3. Let dataHolder be memory[transferable].
		var dataHolder dataHolder
		if buffer, ok := arrayBuffer(transferable); ok {
			// 5.4.2. Otherwise: set dataHolder.[[ArrayBufferData]]; perform ? DetachArrayBuffer(transferable).
			dataHolder.bytes = buffer.Bytes()
			buffer.Detach()
		} else {
			// 5.5.4. Perform the appropriate transfer steps. 5.5.5. Set transferable.[[Detached]] to true.
			state, _ := engine.StateOf(transferable)
			dataHolder.object = state.(Transferable).CloneTransfer()
		}
		// 5.6. Append dataHolder to transferDataHolders.
		p := s.rec.add()
		p.transfer = append(p.transfer, dataHolder)
	}
	// 6. Return { [[Serialized]]: serialized, [[TransferDataHolders]]: transferDataHolders }.
	return nil
}

// arrayBuffer returns o as an ArrayBuffer. ok reports whether it is one.
func arrayBuffer(o *goja.Object) (buffer goja.ArrayBuffer, ok bool) {
	if kindOf(o) != kindArrayBuffer {
		return goja.ArrayBuffer{}, false
	}
	return o.Export().(goja.ArrayBuffer), true
}

// isTransferable reports whether o has an [[ArrayBufferData]] or a [[Detached]] internal slot.
func isTransferable(o *goja.Object) bool {
	switch kindOf(o) {
	case kindArrayBuffer:
		return true
	case kindPlain:
		state, _ := engine.StateOf(o)
		_, ok := state.(Transferable)
		return ok
	}
	return false
}

// isDetached reports whether o, a transferable, is detached.
func isDetached(o *goja.Object) bool {
	if buffer, ok := arrayBuffer(o); ok {
		return buffer.Detached()
	}
	state, _ := engine.StateOf(o)
	return state.(Transferable).CloneDetached()
}

// transferableName returns the name of o's interface for messages.
func (c *Cloner) transferableName(o *goja.Object) string {
	if _, ok := arrayBuffer(o); ok {
		return "ArrayBuffer"
	}
	if name := c.constructorName(o); name != "" {
		return name
	}
	return "Object"
}

// deserializeWithTransfer is StructuredDeserializeWithTransfer: it makes the transferred values,
// then the value of the record.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structureddeserializewithtransfer
func (d *deserializer) deserializeWithTransfer() (goja.Value, error) {
	// 1. Let memory be an empty map.
	// 2. Let transferredValues be a new empty List.
	// 3. For each transferDataHolder of serializeWithTransferResult.[[TransferDataHolders]]:
	for _, transferDataHolder := range d.rec.has().transfer {
		d.taken++
		// 3.1. Let value be an uninitialized value.
		var value goja.Value
		if transferDataHolder.object == nil {
			// 3.2. If transferDataHolder.[[Type]] is "ArrayBuffer", then set value to a new ArrayBuffer object in
			//      targetRealm whose [[ArrayBufferData]] internal slot value is transferDataHolder.[[ArrayBufferData]].
			value = d.c.vm.ToValue(d.c.vm.NewArrayBuffer(transferDataHolder.bytes))
		} else {
			// 3.4.1. Let interfaceName be transferDataHolder.[[Type]]. 3.4.2. If the interface identified by interfaceName is
			//        not exposed in targetRealm, then throw a "DataCloneError" DOMException.
			// 3.4.3.–3.4.4. Set value to a new instance of the interface; perform the appropriate transfer-receiving steps.
			o, err := d.receive(transferDataHolder.object)
			if err != nil {
				return nil, err
			}
			value = o
		}
		// 3.5. Set memory[transferDataHolder] to value. 3.6. Append value to transferredValues.
		d.transferred = append(d.transferred, value)
	}
	// 4. Let deserialized be ? StructuredDeserialize(serialized, targetRealm, memory).
	return d.deserialize(d.rec.root)
}

// receive has the host make a transferred platform object. If it cannot, it discards t.
func (d *deserializer) receive(t Transferred) (o *goja.Object, err error) {
	defer func() {
		if o == nil { // an error, or a panic
			t.Discard()
		}
	}()
	if d.c.host == nil {
		return nil, noHost(t)
	}
	return d.c.host.CloneReceive(t)
}

// discard discards what was transferred, whether it was received or not, after an error.
func (d *deserializer) discard() {
	for _, value := range d.transferred {
		if state, ok := engine.StateOf(value.(*goja.Object)); ok {
			if t, ok := state.(Transferable); ok && !t.CloneDetached() {
				t.CloneTransfer().Discard()
			}
		}
	}
	discardAll(d.rec.has().transfer[d.taken:])
}
