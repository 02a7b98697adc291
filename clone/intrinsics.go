package clone

import (
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/slot"
)

// constructor is one of the constructors that making values needs.
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
	ctorView  // DataView, and the typed arrays in the order of viewType
	ctorCount = ctorView + constructor(viewTypes)
)

func (k constructor) String() string {
	if k >= ctorView {
		return viewNames[k-ctorView]
	}
	return [...]string{"Map", "Set", "Date", "RegExp", "Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError",
		"TypeError", "URIError"}[k]
}

// constructors are those of one runtime.
type constructors struct {
	early *slot.IntrinsicsOf      // from before scripts ran; nil without a Cloner
	late  [ctorCount]*goja.Object // as far as they have been looked up
}

var earlyConstructors = slot.NewIntrinsics(func() (names []string) {
	for k := range ctorCount {
		names = append(names, k.String())
	}
	return names
}()...)

// get returns nil if the global object has no such constructor (any more).
func (cs *constructors) get(vm *goja.Runtime, k constructor) *goja.Object {
	if cs.early != nil {
		return cs.early.Get(int(k))
	}
	if cs.late[k] == nil {
		cs.late[k], _ = vm.GlobalObject().Get(k.String()).(*goja.Object)
	}
	return cs.late[k]
}

// construct makes an object of a built-in class. It throws if what the runtime has in the place of the built-in
// constructor (see Cloner) makes something else.
func (c *Cloner) construct(k constructor, want kind, args ...goja.Value) (*goja.Object, error) {
	ctor := c.ctors.get(c.vm, k)
	if ctor == nil {
		return nil, fmt.Errorf("clone: the global object has no %s any more: call clone.New before scripts run", k)
	}
	o, err := c.vm.New(ctor, args...)
	if err != nil {
		return nil, err
	}
	if kindOf(implOf(o)) != want {
		return nil, fmt.Errorf("clone: a script has replaced %s: call clone.New before scripts run", k)
	}
	return o, nil
}

// native is a built-in function as goja implements it, called without the wrapping that goja.AssertFunction adds (which
// would run promise jobs). It panics with what it throws.
type native func(goja.FunctionCall) goja.Value

type intrinsic uint8

const (
	functionToString intrinsic = iota
	mapForEach
	mapSet
	setAdd
	setForEach
	objectHasOwn
	objectKeys
	reflectApply
	reflectGet
	reflectGetOwnPropertyDescriptor
	reflectSet
	reflectSetPrototypeOf
	stringValueOf
	regExpSource
	regExpGlobal
	regExpIgnoreCase
	regExpMultiline
	regExpDotAll
	regExpUnicode
	regExpSticky
	viewBuffer
	viewByteOffset
	viewLength
	dataViewBuffer
	dataViewByteOffset
	dataViewByteLength
	intrinsicCount
)

var intrinsicSources = [intrinsicCount]string{
	functionToString:                "Function.prototype.toString",
	mapForEach:                      "Map.prototype.forEach",
	mapSet:                          "Map.prototype.set",
	setAdd:                          "Set.prototype.add",
	setForEach:                      "Set.prototype.forEach",
	objectHasOwn:                    "Object.prototype.hasOwnProperty",
	objectKeys:                      "Object.keys",
	reflectApply:                    "Reflect.apply",
	reflectGet:                      "Reflect.get",
	reflectGetOwnPropertyDescriptor: "Reflect.getOwnPropertyDescriptor",
	reflectSet:                      "Reflect.set",
	reflectSetPrototypeOf:           "Reflect.setPrototypeOf",
	stringValueOf:                   "String.prototype.valueOf",
	regExpSource:                    "get RegExp.prototype.source",
	regExpGlobal:                    "get RegExp.prototype.global",
	regExpIgnoreCase:                "get RegExp.prototype.ignoreCase",
	regExpMultiline:                 "get RegExp.prototype.multiline",
	regExpDotAll:                    "get RegExp.prototype.dotAll",
	regExpUnicode:                   "get RegExp.prototype.unicode",
	regExpSticky:                    "get RegExp.prototype.sticky",
	viewBuffer:                      "get Int8Array.__proto__.prototype.buffer",
	viewByteOffset:                  "get Int8Array.__proto__.prototype.byteOffset",
	viewLength:                      "get Int8Array.__proto__.prototype.length",
	dataViewBuffer:                  "get DataView.prototype.buffer",
	dataViewByteOffset:              "get DataView.prototype.byteOffset",
	dataViewByteLength:              "get DataView.prototype.byteLength",
}

// reader calls built-in functions of an engine of its own, in which no script ever runs. goja's built-ins work on the
// internal slots of any object, whatever its runtime, so these read what scripts cannot falsify, and never have to be
// looked up in a runtime whose scripts may have replaced them. Like the objects it reads, a reader is used by one
// goroutine at a time.
type reader struct {
	vm      *goja.Runtime
	natives [intrinsicCount]native

	args      [3]goja.Value // of the call under way
	collector *goja.Object  // a function that leaves its arguments in collected
	collected []goja.Value
	entry     goja.Value // a function for forEach that appends to listed; with a this value the key too
	listed    []goja.Value
}

func (r *reader) native(id intrinsic) native {
	if f := r.natives[id]; f != nil {
		return f
	}
	if r.vm == nil {
		r.vm = goja.New()
		r.collector = r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
			r.collected = call.Arguments
			return goja.Undefined()
		}).(*goja.Object)
	}
	path, isGetter := strings.CutPrefix(intrinsicSources[id], "get ")
	names := strings.Split(path, ".")
	o := r.vm.GlobalObject()
	for _, name := range names[:len(names)-1] {
		o = o.Get(name).(*goja.Object)
	}
	last := names[len(names)-1]
	var v goja.Value
	if isGetter {
		v = r.ownDescriptor(o, keyValue(last)).Get("get")
	} else {
		v = o.Get(last)
	}
	f := v.(*goja.Object).Export().(func(goja.FunctionCall) goja.Value)
	r.natives[id] = f
	return f
}

// call calls a built-in with o as this value.
func (r *reader) call(id intrinsic, this goja.Value) goja.Value {
	return r.native(id)(goja.FunctionCall{This: this})
}

func (r *reader) call1(id intrinsic, this, a goja.Value) goja.Value {
	f := r.native(id)
	r.args[0] = a
	return f(goja.FunctionCall{This: this, Arguments: r.args[:1]})
}

func (r *reader) call2(id intrinsic, this, a, b goja.Value) goja.Value {
	f := r.native(id)
	r.args[0], r.args[1] = a, b
	return f(goja.FunctionCall{This: this, Arguments: r.args[:2]})
}

func (r *reader) call3(id intrinsic, a, b, c goja.Value) goja.Value {
	f := r.native(id)
	r.args = [3]goja.Value{a, b, c}
	return f(goja.FunctionCall{Arguments: r.args[:3]})
}

// release forgets the objects of the last calls.
func (r *reader) release() {
	r.args = [3]goja.Value{}
	r.collected = nil
}

func (r *reader) hasOwn(o *goja.Object, name string) bool {
	return r.call1(objectHasOwn, o, keyValue(name)).ToBoolean()
}

// ownDescriptor returns o's own property as a descriptor object of the reader's engine, nil if there is none.
func (r *reader) ownDescriptor(o *goja.Object, key goja.Value) *goja.Object {
	desc, _ := r.call2(reflectGetOwnPropertyDescriptor, nil, o, key).(*goja.Object)
	return desc
}

// ownData returns the value of o's own data property, nil if it has none or an accessor.
func (r *reader) ownData(o *goja.Object, name string) goja.Value {
	if desc := r.ownDescriptor(o, keyValue(name)); desc != nil {
		return desc.Get("value")
	}
	return nil
}

// list returns the elements of a dense array: the array's own storage, to be read at once and not to be kept.
func (r *reader) list(array goja.Value) []goja.Value {
	r.native(reflectApply)
	r.call3(reflectApply, r.collector, goja.Undefined(), array)
	return r.collected
}

// entries returns keys and values of a Map (mapForEach) by turns, or the members of a Set (setForEach).
func (r *reader) entries(forEach intrinsic, o *goja.Object) []goja.Value {
	f := r.native(forEach)
	if r.entry == nil {
		r.entry = r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
			if call.This != goja.Undefined() {
				r.listed = append(r.listed, call.Arguments[1])
			}
			r.listed = append(r.listed, call.Arguments[0])
			return goja.Undefined()
		})
	}
	thisArg := goja.Undefined()
	if forEach == mapForEach {
		thisArg = goja.Null()
	}
	r.args[0], r.args[1] = r.entry, thisArg
	f(goja.FunctionCall{This: o, Arguments: r.args[:2]})
	listed := r.listed
	r.listed = nil
	return listed
}
