package webidl

import (
	"slices"

	"github.com/dop251/goja"
)

// NewArrayBuffer returns a new ArrayBuffer that holds b. The caller must not use b afterwards.
//
// https://webidl.spec.whatwg.org/#arraybuffer-create
func (r *Realm) NewArrayBuffer(b []byte) goja.Value { return r.VM.ToValue(r.BufferOf(b)) }

// BufferOf is NewArrayBuffer for Go code that goes on to use the buffer.
func (r *Realm) BufferOf(b []byte) goja.ArrayBuffer {
	if b == nil {
		b = []byte{}
	}
	return r.VM.NewArrayBuffer(b)
}

// NewUint8Array returns a new Uint8Array that holds b. The caller must not use b afterwards.
//
// https://webidl.spec.whatwg.org/#arraybufferview-create
func (r *Realm) NewUint8Array(b []byte) goja.Value {
	return r.Construct(r.viewConstructor("Uint8Array"), r.NewArrayBuffer(b))
}

// NewView returns a new view on a buffer. typ is one of [ViewTypes]; byteOffset is in bytes, length
// in elements.
func (r *Realm) NewView(typ string, buffer goja.ArrayBuffer, byteOffset, length int) goja.Value {
	return r.Construct(r.viewConstructor(typ), r.VM.ToValue(buffer), r.VM.ToValue(byteOffset), r.VM.ToValue(length))
}

func (r *Realm) viewConstructor(typ string) *goja.Object {
	return r.Intrinsics.Get(intrinsicViews + slices.Index(ViewTypes, typ))
}

// Construct calls a built-in constructor. It panics with the exception that the constructor throws.
func (r *Realm) Construct(constructor *goja.Object, args ...goja.Value) goja.Value {
	o, err := r.VM.New(constructor, args...)
	if err != nil {
		panic(err)
	}
	return o
}
