//go:build gc && !gojs_safe

package slot

import (
	"unsafe"

	"github.com/dop251/goja"
)

// platformObject is what Template.New allocates: the handle, and what is behind it, in one piece.
type platformObject struct {
	object object
	host   hostObject
}

// sample makes the object of which newFast copies the properties.
func (t *Template) sample() {
	o := t.vm.CreateObject(t.prototype)
	t.define(o)
	b := (*object)(unsafe.Pointer(o)).self.data
	t.values, t.propNames = b.values, b.propNames[:len(b.propNames):len(b.propNames)]
}

// newFast is CreateObject, Attach and the definition of the accessors in two allocations. The names can be shared too:
// there is no room behind them, so the first property that is added moves them.
func (t *Template) newFast(state any) *goja.Object {
	p := &platformObject{host: hostObject{
		baseObject: baseObject{
			prototype:  t.prototype,
			extensible: true,
			values:     t.properties(),
			propNames:  t.propNames,
		},
		name:  [len(className)]byte([]byte(className)),
		state: state,
	}}
	o := (*goja.Object)(unsafe.Pointer(&p.object))
	p.host.class = unsafe.String(&p.host.name[0], len(p.host.name))
	p.host.val = o
	p.object.runtime = t.vm
	p.object.self.methods = ordinaryMethods
	p.object.self.data = &p.host.baseObject
	return o
}
