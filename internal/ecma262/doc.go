// Package ecma262 adds members to the engine's built-in objects where goja lacks them, and replaces
// members that differ from ECMAScript. Each built-in object has a file of its own name:
// ArrayBuffer.prototype, Error.isError, Object.prototype, Promise and RegExp.prototype.
// immutable_prototype.go protects the prototype of the global object. Package bindings installs all
// of them.
//
// The members are tables (engine.Shape) that internal/webidl applies to the objects of an engine.
// Other parts of ECMAScript that goja lacks, as WeakRef, Atomics and resizable buffers, are absent
// here too.
//
// https://tc39.es/ecma262/
package ecma262
