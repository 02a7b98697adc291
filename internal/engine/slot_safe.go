package engine

import (
	"reflect"

	"github.com/dop251/goja"
)

// The state is in a property with a symbol key that scripts cannot change, delete or enumerate. A
// script can find the symbol with Reflect.ownKeys, and can copy the holder to an object of its own.
// There the holder has no effect, because it names its owner.

var stateKey = goja.NewSymbol("gojs.state")

type holder struct {
	owner *goja.Object
	state any
}

var holderType = reflect.TypeFor[*holder]()

func attachSafe(o *goja.Object, state any) {
	if kindSafe(o) != Plain || o.ClassName() != className {
		panic(cannotAttach(o))
	}
	if h := holderOf(o); h != nil {
		h.state = state
		return
	}
	// Define an own property first, because setting a missing property asks the prototypes.
	err := o.DefineDataPropertySymbol(stateKey, goja.Undefined(), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	if err == nil {
		err = o.SetSymbol(stateKey, &holder{owner: o, state: state})
	}
	if err == nil {
		err = o.DefineDataPropertySymbol(stateKey, nil, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	}
	if err != nil {
		panic(cannotAttach(o))
	}
}

func stateSafe(o *goja.Object) (any, bool) {
	if h := holderOf(o); h != nil {
		return h.state, true
	}
	return nil, false
}

func holderOf(o *goja.Object) *holder {
	if o.ExportType() == proxyType {
		return nil // asking a proxy would run its traps
	}
	n := BorrowNatives()
	has := n.Call(ObjectHasOwnProperty, o, stateKey).ToBoolean()
	n.Release()
	if !has {
		return nil // GetSymbol would ask the prototypes too, and run the traps of a proxy among them
	}
	v, ok := o.GetSymbol(stateKey).(*goja.Object)
	if !ok || v.ExportType() != holderType {
		return nil
	}
	h := v.Export().(*holder)
	if h.owner != o {
		return nil
	}
	return h
}

// realmKey marks the global object of an engine that has a realm.
var realmKey = goja.NewSymbol("gojs")

func (r *Realm) claimSafe() {
	// An error has no consequence: a global object that refuses this property refuses all later
	// ones too.
	_ = r.vm.GlobalObject().DefineDataPropertySymbol(realmKey, goja.Undefined(), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

func hasRealmSafe(vm *goja.Runtime) bool { return vm.GlobalObject().GetSymbol(realmKey) != nil }
