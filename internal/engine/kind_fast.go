//go:build gc && !gojs_safe

package engine

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unsafe"

	"github.com/dop251/goja"
)

// implementations are goja's types of objects. Each has its kind, what its baseObject holds, and a
// script that makes a sample.
var implementations = [...]struct {
	name    string
	kind    Kind
	storage storage
	sample  string // "" if samples.ofGo makes the sample
}{
	{"baseObject", Plain, whole, "{}"},
	{"templatedObject", Plain, part, "Object.prototype"},
	{"guardedObject", Plain, elsewhere, "RegExp.prototype"},
	{"argumentsObject", Plain, elsewhere, "(function () { return arguments })(1)"},
	{"arrayObject", Array, beside, "[1, 2]"},
	{"sparseArrayObject", Array, beside, "(a => (a[1e7] = 1, a))([])"},
	{"templatedArrayObject", Array, elsewhere, "Array.prototype"},
	{"taggedTemplateArray", Array, elsewhere, "(a => a)``"},
	{"mapObject", Map, whole, "m"},
	{"setObject", Set, whole, "s"},
	{"errorObject", Error, part, "new Error"},
	{"dateObject", Date, whole, "new Date(0)"},
	{"regexpObject", RegExp, whole, "/a/"},
	{"primitiveValueObject", Boxed, whole, "Object(1)"},
	{"stringObject", BoxedString, beside, "Object('a')"},
	{"arrayBufferObject", ArrayBuffer, whole, "b"},
	{"typedArrayObject", TypedArray, beside, "new Uint16Array(b, 2, 3)"},
	{"dataViewObject", DataView, whole, "new DataView(b, 1, 2)"},
	{"Promise", Promise, whole, "new Promise(() => {})"},
	{"proxyObject", Proxy, elsewhere, "new Proxy({}, {})"},
	{"weakMapObject", WeakMap, whole, "new WeakMap"},
	{"weakSetObject", WeakSet, whole, "new WeakSet"},
	{"mapIterObject", MapIterator, whole, "m.keys()"},
	{"setIterObject", SetIterator, whole, "s.keys()"},
	{"arrayIterObject", ArrayIterator, elsewhere, "[].keys()"},
	{"stringIterObject", StringIterator, elsewhere, "''[Symbol.iterator]()"},
	{"regExpStringIterObject", RegExpStringIterator, elsewhere, "''.matchAll(/a/g)"},
	{"generatorObject", Generator, whole, "(function* () {})()"},

	{"funcObject", Function, part, "function () {}"},
	{"arrowFuncObject", Function, whole, "() => {}"},
	{"methodFuncObject", Function, whole, "({ f() {} }).f"},
	{"classFuncObject", ClassFunction, whole, "class {}"},
	{"asyncFuncObject", AsyncFunction, whole, "async function () {}"},
	{"asyncArrowFuncObject", AsyncFunction, whole, "async () => {}"},
	{"asyncMethodFuncObject", AsyncFunction, whole, "({ async f() {} }).f"},
	{"generatorFuncObject", GeneratorFunction, whole, "function* () {}"},
	{"generatorMethodFuncObject", GeneratorFunction, whole, "({ *f() {} }).f"},
	{"nativeFuncObject", NativeFunction, whole, "parseInt"},
	{"boundFuncObject", NativeFunction, whole, "(() => {}).bind()"},
	{"templatedFuncObject", NativeFunction, part, "Object"},
	{"wrappedFuncObject", NativeFunction, elsewhere, ""},

	{"objectGoReflect", GoValue, elsewhere, ""},
	{"objectGoMapSimple", GoMap, elsewhere, ""},
	{"objectGoMapReflect", GoMap, elsewhere, ""},
	{"objectGoSlice", GoSlice, elsewhere, ""},
	{"objectGoSliceReflect", GoSlice, elsewhere, ""},
	{"objectGoArrayReflect", GoSlice, elsewhere, ""},
	{"dynamicObject", GoDynamicObject, elsewhere, ""},
	{"dynamicArray", GoDynamicArray, elsewhere, ""},
}

func kindFast(o *goja.Object) Kind {
	switch m := implementation(o).methods; m {
	case methods.plain:
		return Plain
	case methods.array:
		return Array
	default:
		needTables()
		return methods.kinds[m]
	}
}

// samples are objects of all implementations, for the verification.
type samples struct {
	vm      *goja.Runtime
	objects [len(implementations)]*goja.Object
	byName  map[string]*goja.Object
	methods map[unsafe.Pointer]string // the name of the implementation, by the first word of its interface value
}

func newSamples(vm *goja.Runtime) (*samples, error) {
	s := &samples{vm: vm, byName: make(map[string]*goja.Object, len(implementations)), methods: make(map[unsafe.Pointer]string, len(implementations))}
	var source strings.Builder
	source.WriteString("(function (m, s, b) { return [")
	for i := range implementations {
		if sample := implementations[i].sample; sample != "" {
			source.WriteString(sample)
		}
		source.WriteByte(',')
	}
	source.WriteString("] })(new Map([['a', 1]]), new Set(['a']), new ArrayBuffer(16))")
	list, err := vm.RunString(source.String())
	if err != nil {
		return nil, fmt.Errorf("the samples of objects: %w", err)
	}
	for i := range implementations {
		name := implementations[i].name
		if implementations[i].sample == "" {
			s.objects[i] = s.ofGo(name)
		} else {
			s.objects[i], _ = list.(*goja.Object).Get(strconv.Itoa(i)).(*goja.Object)
		}
		if s.objects[i] == nil {
			return nil, fmt.Errorf("there is no sample of a %s", name)
		}
		s.byName[name] = s.objects[i]
	}
	return s, nil
}

// ofGo returns the object that goja makes of a Go value, as a sample of an implementation.
func (s *samples) ofGo(name string) *goja.Object {
	var v goja.Value
	switch name {
	case "wrappedFuncObject":
		v = s.vm.ToValue(func(int) int { return 0 })
	case "objectGoReflect":
		v = s.vm.ToValue(struct{}{})
	case "objectGoMapSimple":
		v = s.vm.ToValue(map[string]any{})
	case "objectGoMapReflect":
		v = s.vm.ToValue(map[int]int{})
	case "objectGoSlice":
		v = s.vm.ToValue([]any{})
	case "objectGoSliceReflect":
		v = s.vm.ToValue([]int{})
	case "objectGoArrayReflect":
		v = s.vm.ToValue([1]int{})
	case "dynamicObject":
		return s.vm.NewDynamicObject(nil)
	case "dynamicArray":
		return s.vm.NewDynamicArray(nil)
	}
	o, _ := v.(*goja.Object)
	return o
}

// newFewSamples returns the samples that can be made without running a script.
func newFewSamples(vm *goja.Runtime) *samples {
	return &samples{vm: vm, byName: map[string]*goja.Object{
		"baseObject": vm.NewObject(), "arrayObject": vm.NewArray(1, 2), "templatedObject": vm.NewObject().Prototype(),
		"templatedFuncObject": vm.Get("Object").(*goja.Object),
	}}
}

func (s *samples) of(name string) *goja.Object { return s.byName[name] }

func (s *samples) methodsOf(name string) unsafe.Pointer {
	return implementation(s.byName[name]).methods
}

// verifyKinds verifies that the implementation of each sample has the expected name.
func verifyKinds(s *samples) error {
	for i, o := range s.objects {
		t := dynamicType(o).Elem()
		if want := implementations[i].name; t.Name() != want || t.PkgPath() != reflect.TypeFor[goja.Object]().PkgPath() {
			made := implementations[i].sample
			if made == "" {
				made = "a Go value"
			}
			return fmt.Errorf("goja makes %s of %s, not %s", t.Name(), made, want)
		}
	}
	return nil
}

// verifyMethods verifies that the interface of objects has the methods that it had when this
// package was written. An added method may read a part of an object that this package does not fill
// in.
func verifyMethods(*samples) error {
	const count, sum = 51, 0x8017986
	self, ok := reflect.TypeFor[goja.Object]().FieldByName("self")
	if !ok || self.Type.Kind() != reflect.Interface {
		return errors.New("goja.Object has no field self of an interface type")
	}
	names := fnv.New32()
	for i := range self.Type.NumMethod() {
		io.WriteString(names, self.Type.Method(i).Name+"\n")
	}
	if self.Type.NumMethod() != count || names.Sum32() != sum {
		return fmt.Errorf("the interface of objects has %d methods, not the %d that this version of gojs knows", self.Type.NumMethod(), count)
	}
	return nil
}

func viewFast(o *goja.Object) (View, bool) {
	needTables()
	return viewOfVerified(o)
}

func viewOfVerified(o *goja.Object) (View, bool) {
	switch self := implementation(o); self.methods {
	case methods.typedArray:
		a := (*typedArrayObject)(self.data)
		v := View{Type: methods.views[a.typedArray.methods], Offset: a.offset * a.elemSize, Length: a.length * a.elemSize}
		return v.of(a.viewedArrayBuf), true
	case methods.dataView:
		d := (*dataViewObject)(self.data)
		v := View{Type: DataViewType, Offset: d.byteOffset, Length: d.byteLen}
		return v.of(d.viewedArrayBuf), true
	}
	return View{}, false
}

// of returns v with its buffer b, and with an offset and length of 0 if b is detached.
func (v View) of(b *arrayBufferObject) View {
	if v.Buffer = b.val.Export().(goja.ArrayBuffer); b.detached {
		v.Offset, v.Length = 0, 0
	}
	return v
}

// verifyViews verifies that a view has its type, buffer, offset and length where the mirrors have
// them.
func verifyViews(s *samples) error {
	buffer := s.vm.ToValue(s.vm.NewArrayBuffer(make([]byte, 32)))
	for typ := range ViewTypes {
		o, err := s.vm.New(s.vm.Get(typ.String()), buffer, s.vm.ToValue(8), s.vm.ToValue(1))
		if err != nil {
			return err
		}
		if typ != DataViewType {
			a := (*typedArrayObject)(implementation(o).data)
			if other, known := methods.views[a.typedArray.methods]; known && other != typ {
				return fmt.Errorf("goja does not tell a %v from a %v", typ, other)
			}
			methods.views[a.typedArray.methods] = typ
		}
		v, ok := viewOfVerified(o)
		if !ok || v.Type != typ || v.Offset != 8 || v.Length != typ.ElementSize() || v.Buffer != buffer.Export() {
			return fmt.Errorf("a %v does not hold its buffer, offset and length", typ)
		}
	}
	o := s.of("typedArrayObject")
	if v, ok := viewOfVerified(o); !ok || v.Offset != 2 || v.Length != 6 || v.Buffer != s.of("arrayBufferObject").Export() {
		return errors.New("a typed array does not hold its buffer, offset and length")
	}
	return nil
}
