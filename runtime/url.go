package runtime

import (
	neturl "net/url"

	"github.com/dop251/goja"
	"github.com/dop251/goja_nodejs/url"

	"github.com/gojs-runtime/gojs/bindings"
)

// urlModule is goja_nodejs's module url, with corrections. It makes the globals URL and
// URLSearchParams, with or without require.
type urlModule struct {
	scope                *bindings.Scope
	exports              *goja.Object
	url, urlSearchParams *goja.Object // constructors
}

func newURLModule(s *bindings.Scope) *urlModule {
	vm := s.VM()
	// The objects have no prototype while they are filled, so that setters on %Object.prototype% do
	// not run.
	module, exports := vm.CreateObject(nil), vm.CreateObject(nil)
	must(module.Set("exports", exports))
	url.Require(vm, module)
	must(exports.SetPrototype(vm.NewObject().Prototype()))
	m := &urlModule{scope: s, exports: exports, urlSearchParams: exports.Get("URLSearchParams").(*goja.Object)}
	m.resolveBase(exports.Get("URL").(*goja.Object))
	must(exports.Set("URL", m.url))
	m.fixSearchParams()
	name := vm.ToValue("URLSearchParams") // goja named it after a Go symbol
	must(m.urlSearchParams.DefineDataProperty("name", name, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return m
}

// must panics if a definition failed on an object that no script has touched: that would be a bug
// here.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// fixSearchParams corrects the iteration of goja_nodejs's URLSearchParams. Its iterators get a
// prototype of ours, with the same function next, whose class string is configurable and not
// enumerable.
//
// https://webidl.spec.whatwg.org/#js-iterator-prototype-object
func (m *urlModule) fixSearchParams() {
	prototype := m.urlSearchParams.Get("prototype").(*goja.Object)
	var iterator *goja.Object
	for _, name := range []string{"keys", "values", "entries"} {
		original, _ := goja.AssertFunction(prototype.Get(name))
		f := m.scope.NewFunction(name, 0, func(call goja.FunctionCall) goja.Value {
			v, err := original(call.This, call.Arguments...)
			if err != nil {
				panic(err)
			}
			o := v.(*goja.Object)
			if iterator == nil {
				iterator = m.iteratorPrototype(o.Prototype())
			}
			if err := o.SetPrototype(iterator); err != nil {
				panic(err)
			}
			return o
		})
		must(prototype.DefineDataProperty(name, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	must(prototype.SetSymbol(goja.SymIterator, prototype.Get("entries")))
	entries, _ := goja.AssertFunction(prototype.Get("entries"))
	forEach := m.scope.NewFunction("forEach", 1, func(call goja.FunctionCall) goja.Value { return m.forEach(entries, call) })
	must(prototype.DefineDataProperty("forEach", forEach, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// forEach is URLSearchParams.prototype.forEach. That of goja_nodejs passes the name before the
// value and does not see changes by the callback.
//
// https://webidl.spec.whatwg.org/#js-forEach
func (m *urlModule) forEach(entries goja.Callable, call goja.FunctionCall) goja.Value {
	vm := m.scope.VM()
	iterator, err := entries(call.This)
	if err != nil {
		panic(err)
	}
	callback, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic(vm.NewTypeError("Failed to execute 'forEach' on 'URLSearchParams': parameter 1 is not of type 'Function'."))
	}
	// 6. While i < pairs's size:
	vm.ForOf(iterator, func(v goja.Value) bool {
		pair := v.ToObject(vm)
		// b. Invoke callback with « pair's value, pair's key, idlObject » and with thisArg as the callback this value.
		if _, err := callback(call.Argument(1), pair.Get("1"), pair.Get("0"), call.This); err != nil {
			panic(err)
		}
		return true
	})
	return goja.Undefined()
}

func (m *urlModule) iteratorPrototype(original *goja.Object) *goja.Object {
	vm := m.scope.VM()
	iterator := vm.CreateObject(original.Prototype())
	must(iterator.DefineDataProperty("next", original.Get("next"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	tag := vm.ToValue("URLSearchParams Iterator")
	must(iterator.DefineDataPropertySymbol(goja.SymToStringTag, tag, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return iterator
}

// resolveBase makes goja_nodejs's URL constructor resolve a relative reference against the directory of its base. On its
// own, new URL("b.js", "http://h/x/a.html") loses the x.
//
// https://url.spec.whatwg.org/#dom-url-url
func (m *urlModule) resolveBase(original *goja.Object) {
	vm := m.scope.VM()
	construct, _ := goja.AssertConstructor(original)
	var f *goja.Object
	f = vm.ToValue(func(call goja.ConstructorCall) *goja.Object {
		args := call.Arguments
		if base := call.Argument(1); !goja.IsUndefined(base) {
			b, err := neturl.Parse(base.String())
			ref, refErr := neturl.Parse(call.Argument(0).String())
			if err == nil && refErr == nil && b.IsAbs() && !ref.IsAbs() {
				args = []goja.Value{vm.ToValue(b.ResolveReference(ref).String())}
			}
		}
		newTarget := call.NewTarget
		if newTarget == nil {
			newTarget = f
		}
		o, err := construct(newTarget, args...)
		if err != nil {
			panic(err)
		}
		return o
	}).(*goja.Object)
	// The constructor property of the original prototype cannot be changed, so another prototype
	// comes before it.
	prototype := vm.CreateObject(original.Get("prototype").(*goja.Object))
	must(prototype.DefineDataProperty("constructor", f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	must(f.DefineDataProperty("prototype", prototype, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	must(f.DefineDataProperty("name", vm.ToValue("URL"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	must(f.DefineDataProperty("length", vm.ToValue(1), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	must(m.scope.CompleteURL(f))
	m.url = f
}
