package bindings

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/webidl"
)

// newArrayBuffer makes an ArrayBuffer of bytes, which belong to it from now on.
func (s *Scope) newArrayBuffer(b []byte) goja.Value { return s.vm.ToValue(s.bufferOf(b)) }

func (s *Scope) bufferOf(b []byte) goja.ArrayBuffer {
	if b == nil {
		b = []byte{}
	}
	return s.vm.NewArrayBuffer(b)
}

// newUint8Array makes a Uint8Array of bytes, which belong to it from now on.
//
// https://webidl.spec.whatwg.org/#arraybufferview-create
func (s *Scope) newUint8Array(b []byte) goja.Value {
	return s.construct(s.viewConstructor("Uint8Array"), s.newArrayBuffer(b))
}

// newView makes a view of a type on bytes of a buffer.
func (s *Scope) newView(typ string, buffer goja.ArrayBuffer, byteOffset, length int) goja.Value {
	return s.construct(s.viewConstructor(typ), s.vm.ToValue(buffer), s.vm.ToValue(byteOffset), s.vm.ToValue(length))
}

func (s *Scope) viewConstructor(typ string) *goja.Object {
	return s.intrinsics.Get(intrinsicViews + slices.Index(webidl.ViewTypes, typ))
}

// construct calls a constructor of the engine's own.
func (s *Scope) construct(constructor *goja.Object, args ...goja.Value) goja.Value {
	o, err := s.vm.New(constructor, args...)
	if err != nil {
		panic(err)
	}
	return o
}

// transferArrayBuffer moves the bytes of a buffer into a new one.
//
// https://streams.spec.whatwg.org/#transfer-array-buffer
func (s *Scope) transferArrayBuffer(buffer goja.ArrayBuffer) goja.ArrayBuffer {
	// 1. Assert: IsDetachedBuffer(O) is false.
	// 2. Let arrayBufferData be O.[[ArrayBufferData]].
	// 3. Let arrayBufferByteLength be O.[[ArrayBufferByteLength]].
	data := buffer.Bytes()
	// 4. Perform ? DetachArrayBuffer(O). (No buffer of the engine has a key.)
	buffer.Detach()
	// 5. Return a new ArrayBuffer object.
	return s.bufferOf(data)
}
