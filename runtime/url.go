package runtime

import (
	neturl "net/url"

	"github.com/dop251/goja"
	"github.com/dop251/goja_nodejs/require"
	"github.com/dop251/goja_nodejs/url"
)

// fixIterators makes the class string of URLSearchParams's iterators configurable and not enumerable, as it is not in
// goja_nodejs: they get a prototype of ours, with the same function next.
//
// https://webidl.spec.whatwg.org/#js-iterator-prototype-object
func (rt *Runtime) fixIterators() error {
	prototype := rt.vm.Get("URLSearchParams").(*goja.Object).Get("prototype").(*goja.Object)
	var iterator *goja.Object
	for _, name := range []string{"keys", "values", "entries"} {
		original, _ := goja.AssertFunction(prototype.Get(name))
		f := rt.scope.NewFunction(name, 0, func(call goja.FunctionCall) goja.Value {
			v, err := original(call.This, call.Arguments...)
			if err != nil {
				panic(err)
			}
			o := v.(*goja.Object)
			if iterator == nil {
				if iterator, err = rt.iteratorPrototype(o.Prototype()); err != nil {
					panic(err)
				}
			}
			if err := o.SetPrototype(iterator); err != nil {
				panic(err)
			}
			return o
		})
		if err := prototype.DefineDataProperty(name, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
			return err
		}
	}
	return prototype.SetSymbol(goja.SymIterator, prototype.Get("entries"))
}

func (rt *Runtime) iteratorPrototype(original *goja.Object) (*goja.Object, error) {
	iterator := rt.vm.CreateObject(original.Prototype())
	if err := iterator.DefineDataProperty("next", original.Get("next"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		return nil, err
	}
	tag := rt.vm.ToValue("URLSearchParams Iterator")
	return iterator, iterator.DefineDataPropertySymbol(goja.SymToStringTag, tag, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// resolveBase makes goja_nodejs's URL constructor resolve a relative reference against the directory of its base:
// on its own it makes "b.js" absolute first, so that new URL("b.js", "http://h/x/a.html") loses the x.
//
// https://url.spec.whatwg.org/#dom-url-url
func (rt *Runtime) resolveBase() error {
	global := rt.vm.GlobalObject()
	original := global.Get("URL").(*goja.Object)
	construct, _ := goja.AssertConstructor(original)
	var f *goja.Object
	f = rt.vm.ToValue(func(call goja.ConstructorCall) *goja.Object {
		args := call.Arguments
		if base := call.Argument(1); !goja.IsUndefined(base) {
			b, err := neturl.Parse(base.String())
			ref, refErr := neturl.Parse(call.Argument(0).String())
			if err == nil && refErr == nil && b.IsAbs() && !ref.IsAbs() {
				args = []goja.Value{rt.vm.ToValue(b.ResolveReference(ref).String())}
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
	// The original prototype object names its constructor for ever, so there is one more before it.
	prototype := rt.vm.CreateObject(original.Get("prototype").(*goja.Object))
	for _, err := range []error{
		prototype.DefineDataProperty("constructor", f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE),
		f.DefineDataProperty("prototype", prototype, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE),
		f.DefineDataProperty("name", rt.vm.ToValue("URL"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE),
		f.DefineDataProperty("length", rt.vm.ToValue(1), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE),
		global.Set("URL", f),
		require.Require(rt.vm, url.ModuleName).(*goja.Object).Set("URL", f),
	} {
		if err != nil {
			return err
		}
	}
	return rt.scope.CompleteURL(f)
}
