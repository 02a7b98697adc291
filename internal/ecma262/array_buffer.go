package ecma262

import (
	"math"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// ArrayBufferPrototype is %ArrayBuffer.prototype%, without the members for resizable buffers, which
// the engine does not have. It replaces the engine's own, whose slice returns an empty buffer for a
// detached one instead of throwing, and which lacks transfer, transferToFixedLength and detached.
//
// https://tc39.es/ecma262/#sec-properties-of-the-arraybuffer-prototype-object
var ArrayBufferPrototype = engine.NewShape([]engine.Member{
	builtInGetter("byteLength", func(r *webidl.Realm, call goja.FunctionCall) goja.Value {
		// https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.bytelength
		return r.VM.ToValue(len(thisArrayBuffer(r, call, "byteLength").Bytes()))
	}),
	{Name: "constructor", Make: func(data any) engine.Property {
		r := data.(*webidl.Realm)
		return engine.Property{Value: r.Intrinsics.Get(webidl.IntrinsicArrayBuffer), Writable: true, Configurable: true}
	}},
	builtIn("slice", 2, func(r *webidl.Realm, call goja.FunctionCall) goja.Value { return arrayBufferSlice(r, call) }),
	builtIn("transfer", 0, func(r *webidl.Realm, call goja.FunctionCall) goja.Value {
		// https://tc39.es/ecma262/#sec-arraybuffer.prototype.transfer
		return copyAndDetach(r, call, "transfer")
	}),
	builtIn("transferToFixedLength", 0, func(r *webidl.Realm, call goja.FunctionCall) goja.Value {
		// https://tc39.es/ecma262/#sec-arraybuffer.prototype.transfertofixedlength
		return copyAndDetach(r, call, "transferToFixedLength")
	}),
	builtInGetter("detached", func(r *webidl.Realm, call goja.FunctionCall) goja.Value {
		// https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.detached
		return r.VM.ToValue(thisArrayBuffer(r, call, "detached").Detached())
	}),
	{Symbol: goja.SymToStringTag, Make: func(data any) engine.Property {
		return engine.Property{Value: data.(*webidl.Realm).VM.ToValue("ArrayBuffer"), Configurable: true}
	}},
})

// thisArrayBuffer is RequireInternalSlot(this value, [[ArrayBufferData]]).
func thisArrayBuffer(r *webidl.Realm, call goja.FunctionCall, member string) goja.ArrayBuffer {
	buffer, ok := arrayBuffer(call.This)
	if !ok {
		panic(r.VM.NewTypeError("Method ArrayBuffer.prototype.%s called on something that is no ArrayBuffer", member))
	}
	return buffer
}

func arrayBuffer(v goja.Value) (buffer goja.ArrayBuffer, ok bool) {
	if source, ok := (webidl.Call{}).BufferSource(v); !ok || source.Type != "ArrayBuffer" {
		return buffer, false
	}
	return v.Export().(goja.ArrayBuffer), true
}

// arrayBufferSlice is ArrayBuffer.prototype.slice.
//
// https://tc39.es/ecma262/#sec-arraybuffer.prototype.slice
func arrayBufferSlice(r *webidl.Realm, call goja.FunctionCall) goja.Value {
	// 1. Let O be the this value.
	// 2. Perform ? RequireInternalSlot(O, [[ArrayBufferData]]).
	buffer := thisArrayBuffer(r, call, "slice")
	mustBeAttached := func(buffer goja.ArrayBuffer) {
		if buffer.Detached() {
			panic(r.VM.NewTypeError("Cannot perform ArrayBuffer.prototype.slice on a detached ArrayBuffer"))
		}
	}
	// 4. If IsDetachedBuffer(O) is true, throw a TypeError exception.
	mustBeAttached(buffer)
	// 5. Let len be O.[[ArrayBufferByteLength]].
	length := float64(len(buffer.Bytes()))
	// 6. to 9. Let relativeStart be ? ToIntegerOrInfinity(start); let first be it within the
	//          buffer.
	first := relativeIndex(call.Argument(0), length)
	// 10. to 13. If end is undefined, let final be len, else likewise.
	final := length
	if end := call.Argument(1); !goja.IsUndefined(end) {
		final = relativeIndex(end, length)
	}
	// 14. Let newLen be max(final - first, 0).
	newLen := max(final-first, 0)
	// 15. Let ctor be ? SpeciesConstructor(O, %ArrayBuffer%).
	ctor := speciesConstructor(r, call.This.(*goja.Object), r.Intrinsics.Get(webidl.IntrinsicArrayBuffer))
	// 16. Let new be ? Construct(ctor, « 𝔽(newLen) »).
	result := r.Construct(ctor, r.VM.ToValue(newLen))
	// 17. Perform ? RequireInternalSlot(new, [[ArrayBufferData]]).
	newBuffer, ok := arrayBuffer(result)
	switch {
	case !ok:
		panic(r.VM.NewTypeError("The species of the ArrayBuffer made something that is no ArrayBuffer"))
	// 20. If SameValue(new, O) is true, throw a TypeError exception.
	case result == call.This:
		panic(r.VM.NewTypeError("The species of the ArrayBuffer made the same ArrayBuffer"))
	// 21. If new.[[ArrayBufferByteLength]] < newLen, throw a TypeError exception.
	case float64(len(newBuffer.Bytes())) < newLen:
		panic(r.VM.NewTypeError("The species of the ArrayBuffer made one that is too small"))
	}
	// 19. If IsDetachedBuffer(new) is true, throw a TypeError exception.
	mustBeAttached(newBuffer)
	// 23. If IsDetachedBuffer(O) is true, throw a TypeError exception.
	mustBeAttached(buffer)
	// 24. to 29. Copy.
	copy(newBuffer.Bytes(), buffer.Bytes()[int(first):int(first+newLen)])
	// 30. Return new.
	return result
}

// relativeIndex returns the position that v stands for: it counts from the start, or from the end
// if it is negative.
func relativeIndex(v goja.Value, length float64) float64 {
	relative := math.Trunc(v.ToFloat())
	switch {
	case math.IsNaN(relative):
		return 0
	case relative < 0:
		return max(length+relative, 0)
	}
	return min(relative, length)
}

// speciesConstructor is SpeciesConstructor.
//
// https://tc39.es/ecma262/#sec-speciesconstructor
func speciesConstructor(r *webidl.Realm, o, defaultConstructor *goja.Object) *goja.Object {
	// 1. Let C be ? Get(O, "constructor").
	// 2. If C is undefined, return defaultConstructor.
	c := o.Get("constructor")
	if c == nil || goja.IsUndefined(c) {
		return defaultConstructor
	}
	// 3. If C is not an Object, throw a TypeError exception.
	object, ok := c.(*goja.Object)
	if !ok {
		panic(r.VM.NewTypeError("The constructor property of the ArrayBuffer is no object"))
	}
	// 4. Let S be ? Get(C, %Symbol.species%).
	// 5. If S is either undefined or null, return defaultConstructor.
	species := object.GetSymbol(goja.SymSpecies)
	if species == nil || goja.IsUndefined(species) || goja.IsNull(species) {
		return defaultConstructor
	}
	// 6. If IsConstructor(S) is true, return S.
	if _, ok := goja.AssertConstructor(species); ok {
		return species.(*goja.Object)
	}
	// 7. Throw a TypeError exception.
	panic(r.VM.NewTypeError("The species of the ArrayBuffer is no constructor"))
}

// copyAndDetach is ArrayBufferCopyAndDetach.
//
// https://tc39.es/ecma262/#sec-arraybuffercopyanddetach
func copyAndDetach(r *webidl.Realm, call goja.FunctionCall, member string) goja.Value {
	// 1. Perform ? RequireInternalSlot(arrayBuffer, [[ArrayBufferData]]).
	buffer := thisArrayBuffer(r, call, member)
	// 3. If newLength is undefined, let newByteLength be arrayBuffer.[[ArrayBufferByteLength]].
	newByteLength := float64(len(buffer.Bytes()))
	if v := call.Argument(0); !goja.IsUndefined(v) {
		// 4. Else, let newByteLength be ? ToIndex(newLength).
		newByteLength = toIndex(r, v)
	}
	// 5. If IsDetachedBuffer(arrayBuffer) is true, throw a TypeError exception.
	if buffer.Detached() {
		panic(r.VM.NewTypeError("Cannot perform ArrayBuffer.prototype.%s on a detached ArrayBuffer", member))
	}
	// The note on step 10 allows for moving the bytes.
	if newByteLength == float64(len(buffer.Bytes())) {
		data := buffer.Bytes()
		buffer.Detach()
		return r.NewArrayBuffer(data)
	}
	// 9. Let newBuffer be ? AllocateArrayBuffer(%ArrayBuffer%, newByteLength, newMaxByteLength).
	newBuffer := r.Construct(r.Intrinsics.Get(webidl.IntrinsicArrayBuffer), r.VM.ToValue(newByteLength))
	// 10. Let copyLength be min(newByteLength, arrayBuffer.[[ArrayBufferByteLength]]).
	// 13. Perform CopyDataBlockBytes(toBlock, 0, fromBlock, 0, copyLength).
	copy(newBuffer.Export().(goja.ArrayBuffer).Bytes(), buffer.Bytes())
	// 15. Perform ! DetachArrayBuffer(arrayBuffer).
	buffer.Detach()
	// 16. Return newBuffer.
	return newBuffer
}

// toIndex is ToIndex.
//
// https://tc39.es/ecma262/#sec-toindex
func toIndex(r *webidl.Realm, v goja.Value) float64 {
	// 1. Let integer be ? ToIntegerOrInfinity(value).
	integer := math.Trunc(v.ToFloat())
	if math.IsNaN(integer) {
		integer = 0
	}
	// 2. If integer is not in the inclusive interval from 0 to 2^53 - 1, throw a RangeError
	//    exception.
	if integer < 0 || integer > 1<<53-1 {
		panic(r.NewRangeError("Invalid array buffer length"))
	}
	// 3. Return integer.
	return integer
}
