package webidl

import "github.com/dop251/goja"

// NewError returns a new error of one of the engine's own kinds: "Error", "RangeError",
// "SyntaxError" or "TypeError".
//
// https://webidl.spec.whatwg.org/#js-creating-throwing-exceptions
func (r *Realm) NewError(kind, message string) *goja.Object {
	o, err := r.VM.New(r.Intrinsics.Get(errorIntrinsics[kind]), r.VM.ToValue(message))
	if err != nil {
		panic(err)
	}
	return o
}

// NewRangeError returns a new RangeError.
//
// https://webidl.spec.whatwg.org/#js-creating-throwing-exceptions
func (r *Realm) NewRangeError(message string) *goja.Object { return r.NewError("RangeError", message) }

// ErrorText returns the text of an error with this name and message, as Error.prototype.toString
// does.
//
// https://tc39.es/ecma262/#sec-error.prototype.tostring
func ErrorText(name, message string) string {
	if message == "" {
		return name
	}
	return name + ": " + message
}
