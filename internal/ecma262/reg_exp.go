package ecma262

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// regExpPrototype replaces members of %RegExp.prototype%. The engine's own escape each slash as
// \u002f, where every other engine writes \/.
//
// https://tc39.es/ecma262/#sec-properties-of-the-regexp-prototype-object
var regExpPrototype = engine.NewShape([]engine.Member{
	builtInGetter("source", func(r *webidl.Realm, call goja.FunctionCall) goja.Value {
		// https://tc39.es/ecma262/#sec-get-regexp.prototype.source
		return escapeRegExpPattern(r.Intrinsics.Native(webidl.RegExpSource)(call))
	}),
	builtIn("toString", 0, func(r *webidl.Realm, call goja.FunctionCall) goja.Value {
		// https://tc39.es/ecma262/#sec-regexp.prototype.tostring
		// 1. Let R be the this value.
		// 2. If R is not an Object, throw a TypeError exception.
		o, ok := call.This.(*goja.Object)
		if !ok {
			panic(r.VM.NewTypeError("RegExp.prototype.toString requires that 'this' be an Object"))
		}
		// 3. Let pattern be ? ToString(? Get(R, "source")).
		pattern := toString(r, o.Get("source"))
		// 4. Let flags be ? ToString(? Get(R, "flags")).
		flags := toString(r, o.Get("flags"))
		// 5. Let result be the string-concatenation of "/", pattern, "/", and flags.
		// 6. Return result.
		result := append([]uint16{'/'}, codeUnits(pattern)...)
		return goja.StringFromUTF16(append(append(result, '/'), codeUnits(flags)...))
	}),
})

// RegExp returns %RegExp%, of whose prototype it replaces members. It is called when a script first
// reads RegExp from the global object. Before that a script has literals, whose slashes are
// escaped as \/ in the source text.
//
// FIXME: Before that, a slash appears as \u002f in the source of a literal such as /[/]/, and of a
// RegExp that was made with the property constructor of a literal.
func RegExp(r *webidl.Realm) goja.Value {
	constructor := r.Intrinsics.Get(webidl.IntrinsicRegExp)
	if err := r.Extend(regExpPrototype, constructor.Get("prototype").(*goja.Object)); err != nil {
		panic(err) // a script has frozen the prototype, which it can reach from a literal
	}
	return constructor
}

// escapeRegExpPattern replaces the escapes that the engine makes of slashes by those of other
// engines: \/ outside of a class, and a plain slash within a class.
//
// https://tc39.es/ecma262/#sec-escaperegexppattern
//
// DEVIATION: A \u002f that a script wrote is replaced too.
func escapeRegExpPattern(source goja.Value) goja.Value {
	const escaped = `\u002f`
	text, ok := source.(goja.String)
	if !ok || !strings.Contains(text.String(), escaped) {
		return source
	}
	units := codeUnits(text)
	result := make([]uint16, 0, len(units))
	inClass := false
	for i := 0; i < len(units); i++ {
		switch units[i] {
		case '[':
			inClass = true
		case ']':
			inClass = false
		case '\\':
			if i+len(escaped) <= len(units) && goja.StringFromUTF16(units[i:i+len(escaped)]).String() == escaped {
				if !inClass {
					result = append(result, '\\')
				}
				result = append(result, '/')
				i += len(escaped) - 1
				continue
			}
			// The next code unit is escaped, so it neither opens nor closes a class nor begins an
			// escape.
			result = append(result, units[i])
			i++
		}
		if i < len(units) {
			result = append(result, units[i])
		}
	}
	return goja.StringFromUTF16(result)
}

// toString is ToString.
//
// https://tc39.es/ecma262/#sec-tostring
func toString(r *webidl.Realm, v goja.Value) goja.String {
	if v == nil {
		v = goja.Undefined()
	}
	switch p := v.ToString().(type) {
	case goja.String:
		return p
	case *goja.Symbol:
		panic(r.VM.NewTypeError("Cannot convert a Symbol value to a string"))
	default:
		return r.VM.ToValue(p.String()).(goja.String)
	}
}

func codeUnits(s goja.String) []uint16 {
	units := make([]uint16, s.Length())
	for i := range units {
		units[i] = s.CharAt(i)
	}
	return units
}
