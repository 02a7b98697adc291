package bindings

import "github.com/dop251/goja"

// transferArrayBuffer moves the bytes of a buffer into a new one.
//
// https://streams.spec.whatwg.org/#transfer-array-buffer
func (s *Core) transferArrayBuffer(buffer goja.ArrayBuffer) goja.ArrayBuffer {
	// 1. Assert: IsDetachedBuffer(O) is false.
	// 2. Let arrayBufferData be O.[[ArrayBufferData]].
	// 3. Let arrayBufferByteLength be O.[[ArrayBufferByteLength]].
	data := buffer.Bytes()
	// 4. Perform ? DetachArrayBuffer(O). (No buffer of the engine has a key.)
	buffer.Detach()
	// 5. Return a new ArrayBuffer object.
	return s.realm.BufferOf(data)
}
