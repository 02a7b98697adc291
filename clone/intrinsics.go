package clone

import (
	"fmt"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// constructor is one of the constructors that the deserializer needs.
type constructor uint8

const (
	ctorMap constructor = iota
	ctorSet
	ctorDate
	ctorRegExp
	ctorError
	ctorEvalError
	ctorRangeError
	ctorReferenceError
	ctorSyntaxError
	ctorTypeError
	ctorURIError
	ctorView  // DataView and the typed arrays, in the order of viewType
	ctorCount = ctorView + constructor(viewTypes)
)

func (k constructor) String() string {
	if k >= ctorView {
		return viewType(k - ctorView).String()
	}
	return [...]string{"Map", "Set", "Date", "RegExp", "Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError",
		"TypeError", "URIError"}[k]
}

// constructors has the constructors of one runtime.
type constructors struct {
	early *engine.IntrinsicsOf    // as they were before scripts ran; nil without a Cloner
	late  [ctorCount]*goja.Object // as the global object has them; nil until they are looked up
}

// earlyConstructors lists the constructors in the order of their constants.
var earlyConstructors = engine.NewIntrinsics(func() (names []string) {
	for k := range ctorCount {
		names = append(names, k.String())
	}
	return names
}()...)

// get returns a constructor, or nil if the global object does not have it or no longer has it.
func (cs *constructors) get(vm *goja.Runtime, k constructor) *goja.Object {
	if cs.early != nil {
		return cs.early.Get(int(k))
	}
	if cs.late[k] == nil {
		cs.late[k], _ = vm.GlobalObject().Get(k.String()).(*goja.Object)
	}
	return cs.late[k]
}

// construct returns a new object of a built-in class. Without a Cloner a script may have replaced
// the constructor; construct returns an error if the constructor is missing or makes an object of
// another kind.
func (c *Cloner) construct(k constructor, want kind, args ...goja.Value) (*goja.Object, error) {
	ctor := c.ctors.get(c.vm, k)
	if ctor == nil {
		return nil, fmt.Errorf("clone: the global object has no %s any more: call clone.New before scripts run", k)
	}
	o, err := c.vm.New(ctor, args...)
	if err != nil {
		return nil, err
	}
	if kindOf(o) != want {
		return nil, fmt.Errorf("clone: a script has replaced %s: call clone.New before scripts run", k)
	}
	return o, nil
}

// intrinsic is a built-in function that a reader calls.
type intrinsic = engine.Native

const (
	functionToString      = engine.FunctionToString
	mapForEach            = engine.MapForEach
	mapSet                = engine.MapSet
	setAdd                = engine.SetAdd
	setForEach            = engine.SetForEach
	objectHasOwn          = engine.ObjectHasOwnProperty
	objectKeys            = engine.ObjectKeys
	reflectGet            = engine.ReflectGet
	reflectSet            = engine.ReflectSet
	reflectSetPrototypeOf = engine.ReflectSetPrototypeOf
	stringValueOf         = engine.StringValueOf
	regExpSource          = engine.RegExpSource
	regExpGlobal          = engine.RegExpGlobal
	regExpIgnoreCase      = engine.RegExpIgnoreCase
	regExpMultiline       = engine.RegExpMultiline
	regExpDotAll          = engine.RegExpDotAll
	regExpUnicode         = engine.RegExpUnicode
	regExpSticky          = engine.RegExpSticky
	viewBuffer            = engine.TypedArrayBuffer
	viewByteOffset        = engine.TypedArrayByteOffset
	viewLength            = engine.TypedArrayLength
	dataViewBuffer        = engine.DataViewBuffer
	dataViewByteOffset    = engine.DataViewByteOffset
	dataViewByteLength    = engine.DataViewByteLength
)

// reader calls built-in functions of an engine in which no script runs. It is used by one goroutine
// at a time, that of the objects that it reads.
type reader struct{ natives *engine.Natives } // borrowed by the first call, nil after release

func (r *reader) borrow() *engine.Natives {
	if r.natives == nil {
		r.natives = engine.BorrowNatives()
	}
	return r.natives
}

// call calls a built-in function with this as its this value.
func (r *reader) call(id intrinsic, this goja.Value) goja.Value { return r.borrow().Call(id, this) }

func (r *reader) call1(id intrinsic, this, a goja.Value) goja.Value {
	return r.borrow().Call(id, this, a)
}

func (r *reader) call2(id intrinsic, this, a, b goja.Value) goja.Value {
	return r.borrow().Call(id, this, a, b)
}

func (r *reader) call3(id intrinsic, a, b, c goja.Value) goja.Value {
	return r.borrow().Call(id, nil, a, b, c)
}

// release gives up the objects of the last calls.
func (r *reader) release() {
	if r.natives != nil {
		r.natives.Release()
		r.natives = nil
	}
}

func (r *reader) hasOwn(o *goja.Object, name string) bool {
	return r.call1(objectHasOwn, o, keyValue(name)).ToBoolean()
}

// ownData returns the value of an own data property of o, or nil if it has none.
func (r *reader) ownData(o *goja.Object, name string) goja.Value {
	p, _ := r.borrow().Own(o, keyValue(name))
	return p.Value
}

// list returns the elements of a dense array. It returns the array's own storage, which the caller
// must read at once and not keep.
func (r *reader) list(array goja.Value) []goja.Value { return r.borrow().List(array) }

// entries returns the keys and values of a Map (mapForEach) in turn, or the members of a Set
// (setForEach).
func (r *reader) entries(forEach intrinsic, o *goja.Object) []goja.Value {
	kind := engine.Set
	if forEach == mapForEach {
		kind = engine.Map
	}
	return r.borrow().Entries(o, kind)
}
