package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
)

// transferArrayBuffer is TransferArrayBuffer. It moves the bytes of the buffer into a new one,
// which it returns, and detaches the old one.
//
// https://streams.spec.whatwg.org/#transfer-array-buffer
func transferArrayBuffer(s *scope.Scope, buffer goja.ArrayBuffer) goja.ArrayBuffer {
	// 1. Assert: IsDetachedBuffer(O) is false.
	// 2. Let arrayBufferData be O.[[ArrayBufferData]].
	// 3. Let arrayBufferByteLength be O.[[ArrayBufferByteLength]].
	data := buffer.Bytes()
	// 4. Perform ? DetachArrayBuffer(O). (No buffer of the engine has a key.)
	buffer.Detach()
	// 5. Return a new ArrayBuffer object.
	return s.Realm.BufferOf(data)
}
