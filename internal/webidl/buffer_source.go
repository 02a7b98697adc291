package webidl

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// BufferSource is a value of a buffer source type: an ArrayBuffer or a view on one.
//
// https://webidl.spec.whatwg.org/#BufferSource
type BufferSource struct {
	// Type is the name of its type: "ArrayBuffer", "DataView", "Uint8Array", … A script cannot
	// change it, not even with another prototype.
	Type string
	// Bytes is its memory, not a copy: a script can change it later. It is empty if the buffer is
	// detached.
	Bytes []byte
}

// BufferSource converts v to a buffer source type. It returns false if v has none of these types.
// It runs no script.
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

// ViewTypes are the names of the types of views.
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

// ViewOf converts v to an ArrayBufferView. It returns false if v is not a view. It runs no script.
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

// bytes returns the memory of a view. Its capacity ends there too, so that an append cannot write
// to the rest of the buffer.
func (v View) bytes() []byte {
	if v.Buffer.Detached() {
		return nil
	}
	return v.Buffer.Bytes()[v.Offset : v.Offset+v.Length : v.Offset+v.Length]
}
