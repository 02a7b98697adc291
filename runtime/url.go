package runtime

import (
	neturl "net/url"

	"github.com/dop251/goja"
	"github.com/dop251/goja_nodejs/require"
	"github.com/dop251/goja_nodejs/url"
)

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
	return nil
}
