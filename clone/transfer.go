package clone

import (
	"fmt"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/slot"
)

// serializeWithTransfer serializes v and moves what is in transferList into the record.
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
	// DEVIATION: the standard checks each one just before it detaches it, so that an exception for the second leaves the
	// first one detached. Here all are checked before any is, so that an exception leaves everything as it was.
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
			state, _ := slot.Of(transferable)
			dataHolder.object = state.(Transferable).CloneTransfer()
		}
		// 5.6. Append dataHolder to transferDataHolders.
		p := s.rec.add()
		p.transfer = append(p.transfer, dataHolder)
	}
	// 6. Return { [[Serialized]]: serialized, [[TransferDataHolders]]: transferDataHolders }.
	return nil
}

func arrayBuffer(o *goja.Object) (goja.ArrayBuffer, bool) {
	if kindOf(implOf(o)) != kindArrayBuffer {
		return goja.ArrayBuffer{}, false
	}
	return o.Export().(goja.ArrayBuffer), true
}

func isTransferable(o *goja.Object) bool {
	switch kindOf(implOf(o)) {
	case kindArrayBuffer:
		return true
	case kindPlain:
		state, _ := slot.Of(o)
		_, ok := state.(Transferable)
		return ok
	}
	return false
}

func isDetached(o *goja.Object) bool {
	if buffer, ok := arrayBuffer(o); ok {
		return buffer.Detached()
	}
	state, _ := slot.Of(o)
	return state.(Transferable).CloneDetached()
}

func (c *Cloner) transferableName(o *goja.Object) string {
	if _, ok := arrayBuffer(o); ok {
		return "ArrayBuffer"
	}
	if name := c.constructorName(o); name != "" {
		return name
	}
	return "Object"
}

// deserializeWithTransfer makes the value of the record, after what was transferred with it.
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
			// 3.4.1.–3.4.4. Perform the appropriate transfer-receiving steps.
			o, err := transferDataHolder.object.CloneReceive(d.c.vm, d.host)
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

// discard discards what was transferred, received or not, after the deserialization failed.
func (d *deserializer) discard() {
	for _, value := range d.transferred {
		if state, ok := slot.Of(value.(*goja.Object)); ok {
			if t, ok := state.(Transferable); ok && !t.CloneDetached() {
				t.CloneTransfer().Discard()
			}
		}
	}
	discardAll(d.rec.has().transfer[d.taken:])
}

// bufferRecord is a record that is one transferred ArrayBuffer, in one piece.
type bufferRecord struct {
	Record
	parts    parts
	transfer [1]dataHolder
}

// bufferRoot is the root of all of them: it refers to the first of what is transferred.
var bufferRoot = &node{kind: kindTransferred}

// transferBuffer is serializeWithTransfer where all there is is an ArrayBuffer that is transferred. It returns nil, and does
// nothing, if there is more to it, or it fails.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
func (c *Cloner) transferBuffer(v goja.Value, opt Options) *Record {
	if c.slow || len(opt.Transfer) != 1 || v != goja.Value(opt.Transfer[0]) {
		return nil
	}
	buffer, ok := arrayBuffer(opt.Transfer[0])
	if !ok || buffer.Detached() {
		return nil
	}
	data := buffer.Bytes()
	size := valueSize + len(data)
	if opt.MaxBytes > 0 && size > opt.MaxBytes {
		return nil
	}
	// 5.4.2. Set dataHolder.[[ArrayBufferData]]; perform ? DetachArrayBuffer(transferable).
	r := &bufferRecord{transfer: [1]dataHolder{{bytes: data}}}
	r.root, r.size = bufferRoot, size
	r.Record.parts, r.parts.transfer = &r.parts, r.transfer[:]
	buffer.Detach()
	return &r.Record
}
