package nodejs

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja_nodejs/buffer"
)

// bufferExports returns the exports of the module buffer.
//
// https://nodejs.org/api/buffer.html
func (n *Node) bufferExports() *goja.Object {
	if n.buffer != nil {
		return n.buffer
	}
	module, exports := n.vm.CreateObject(nil), n.vm.CreateObject(nil)
	must(module.Set("exports", exports))
	aside(n.vm, func(global *goja.Object) {
		must(global.Set("Uint8Array", n.intrinsics.Get(intrinsicUint8Array)))
		buffer.Require(n.vm, module)
	})
	must(exports.SetPrototype(n.vm.NewObject().Prototype()))
	constructor := exports.Get("Buffer").(*goja.Object)
	name := n.vm.ToValue("Buffer") // goja has named it after a Go symbol
	must(constructor.DefineDataProperty("name", name, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	n.buffer, n.bufferConstructor = exports, constructor
	return exports
}

// aside calls f while the engine has another global object, which f may define properties on.
func aside(vm *goja.Runtime, f func(global *goja.Object)) {
	global, other := vm.GlobalObject(), vm.CreateObject(nil)
	defer vm.SetGlobalObject(global)
	vm.SetGlobalObject(other)
	f(other)
}
