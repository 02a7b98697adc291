package engine

import (
	"reflect"

	"github.com/dop251/goja"
)

// The state is kept under a symbol, in a property that cannot be changed, deleted or enumerated. A script can find the
// symbol, and can put the holder that is there into an object of its own. There it means nothing, because the holder
// names its owner.

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
	// Define an own property first: setting one that is not there asks the prototypes.
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
		return nil // asking it would run its traps
	}
	n := BorrowNatives()
	has := n.Call(ObjectHasOwnProperty, o, stateKey).ToBoolean()
	n.Release()
	if !has {
		return nil // GetSymbol would look at the prototypes, and run the traps of one that is a proxy
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
	// A global object that refuses this will refuse everything else.
	_ = r.vm.GlobalObject().DefineDataPropertySymbol(realmKey, goja.Undefined(), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

func claimedSafe(vm *goja.Runtime) bool { return vm.GlobalObject().GetSymbol(realmKey) != nil }
