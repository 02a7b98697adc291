package webidl

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// BufferSource is a value of a buffer source type: an ArrayBuffer or a view on one.
//
// https://webidl.spec.whatwg.org/#BufferSource
type BufferSource struct {
	// Type is the name of its type, whatever a script did to its prototype: "ArrayBuffer", "DataView", "Uint8Array", …
	Type string
	// Bytes are the bytes that it holds, not a copy: a script can change them later. A detached one holds none.
	Bytes []byte
}

// BufferSource converts v. It runs no script. It returns false if v is of no buffer source type.
//
// https://webidl.spec.whatwg.org/#js-buffer-source-types
// https://webidl.spec.whatwg.org/#dfn-get-buffer-source-reference
func (c Call) BufferSource(v goja.Value) (b BufferSource, ok bool) {
	if view, ok := ViewOf(v); ok {
		return BufferSource{view.Type, view.bytes()}, true
	}
	o, ok := v.(*goja.Object)
	if !ok || engine.KindOf(o) != engine.ArrayBuffer {
		return b, false
	}
	return BufferSource{"ArrayBuffer", o.Export().(goja.ArrayBuffer).Bytes()}, true
}

// ViewTypes are the types of views.
//
// https://webidl.spec.whatwg.org/#dfn-typed-array-type
var ViewTypes = func() (names []string) {
	for t := range engine.ViewTypes {
		names = append(names, t.String())
	}
	return names
}()

// View is a value of the type ArrayBufferView.
//
// https://webidl.spec.whatwg.org/#ArrayBufferView
type View struct {
	Type        string // "DataView", "Uint8Array", …
	Buffer      goja.ArrayBuffer
	Offset      int // in bytes
	Length      int // in bytes; 0 if the buffer is detached
	ElementSize int // 1 for a DataView
}

// ViewOf converts v. It runs no script. It returns false if v is no view.
func ViewOf(v goja.Value) (view View, ok bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return view, false
	}
	of, ok := engine.ViewOf(o)
	if !ok {
		return view, false
	}
	return View{of.Type.String(), of.Buffer, of.Offset, of.Length, of.Type.ElementSize()}, true
}

// bytes returns the bytes of a view. Those behind it are out of reach.
func (v View) bytes() []byte {
	if v.Buffer.Detached() {
		return nil
	}
	return v.Buffer.Bytes()[v.Offset : v.Offset+v.Length : v.Offset+v.Length]
}
