//go:build gc && !gojs_safe

package engine

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// verifyValues finds the first words of primitive values and objects, and verifies how strings are
// stored.
func verifyValues(s *samples) error {
	vm := s.vm
	var unicode goja.Value = goja.StringFromUTF16([]uint16{0xe9, 0xd800})
	for _, kind := range []struct {
		methods *unsafe.Pointer
		name    string
		v       goja.Value
	}{
		{&methods.integer, "valueInt", vm.ToValue(1)},
		{&methods.float, "valueFloat", vm.ToValue(1.5)},
		{&methods.boolean, "valueBool", vm.ToValue(true)},
		{&methods.undefined, "valueUndefined", goja.Undefined()},
		{&methods.null, "valueNull", goja.Null()},
		{&methods.ascii, "asciiString", vm.ToValue("ascii")},
		{&methods.unicode, "unicodeString", unicode},
		{&methods.object, "*Object", vm.NewObject()},
	} {
		t := reflect.TypeOf(kind.v)
		if name := strings.Replace(t.String(), "goja.", "", 1); name != kind.name {
			return fmt.Errorf("a value is a %v, not a %v", name, kind.name)
		}
		*kind.methods = valueWords(&kind.v).methods
	}
	ascii := vm.ToValue("ascii")
	if reflect.TypeOf(ascii).Kind() != reflect.String || *(*string)(valueWords(&ascii).data) != "ascii" {
		return errors.New("an asciiString is not a string")
	}
	if t := reflect.TypeOf(unicode); t.Kind() != reflect.Slice || t.Elem().Kind() != reflect.Uint16 {
		return errors.New("a unicodeString is not a slice of code units")
	}
	all := map[unsafe.Pointer]bool{nil: true, methods.integer: true, methods.float: true, methods.boolean: true, methods.undefined: true,
		methods.null: true, methods.ascii: true, methods.object: true, methods.unicode: true}
	if len(all) != 9 {
		return errors.New("the first word of an interface value does not tell types apart")
	}
	return verifyArray(s.of("arrayObject"))
}

// verifyArray verifies that an array of two elements has them, and its length, where the mirrors
// have them.
func verifyArray(o *goja.Object) error {
	a := (*arrayObject)(implementation(o).data)
	if len(a.values) != 2 || a.length != 2 || a.objCount != 2 || a.propValueCount != 0 ||
		len(a.baseObject.values) != 1 || len(a.propNames) != 1 || a.propNames[0] != lengthName {
		return errors.New("an array does not hold what is expected")
	}
	length := a.baseObject.values[lengthName]
	if t := reflect.TypeOf(length); t.Kind() != reflect.Pointer || t.Elem().Name() != "valueProperty" {
		return fmt.Errorf("the length of an array is a %v", t)
	} else if err := same(t.Elem(), reflect.TypeFor[valueProperty]()); err != nil {
		return fmt.Errorf("valueProperty: %w", err)
	}
	if valueWords(&length).data != unsafe.Pointer(&a.lengthProp) {
		return errors.New("the length of an array is not the property that it holds")
	}
	if p := a.lengthProp; !p.writable || p.configurable || p.enumerable || p.accessor {
		return errors.New("the length of an array does not have the attributes that are expected")
	}
	methods.property = valueWords(&length).methods
	return nil
}

// verifyStorage copies an object and an array, and verifies that the copies equal the originals,
// and that a change to one does not change the other.
func verifyStorage(s *samples) error {
	vm := s.vm
	o, list := vm.NewObject(), vm.NewArray(1, "two")
	for _, err := range []error{
		o.Set("b", list), o.Set("1", "one"),
		o.DefineDataProperty("c", vm.ToValue(1.5), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE),
	} {
		if err != nil {
			return err
		}
	}
	var r Reader
	names, ok := r.read(o)
	_, okList := r.read(list)
	if !ok || !okList || r.Count != 7 || r.Bytes != 9 || len(r.Values) != 5 || len(r.Children) != 1 || r.Children[0] != list {
		return fmt.Errorf("an object and an array are not read: %d, %d, %v", r.Count, r.Bytes, r.Values)
	}
	madeList := newArray(vm, list.Prototype(), slices.Clone(r.Values[3:]))
	made := newObject(vm, o.Prototype(), names)
	r.Values[0] = madeList
	fields := fieldsOf(made, names)
	for i := range names.list {
		fields.Set(i, r.Values[i])
	}
	is := func(o *goja.Object, keys, json string) bool {
		got, err := o.MarshalJSON()
		return err == nil && string(got) == json && fmt.Sprint(o.Keys()) == keys
	}
	if !is(made, "[1 b c]", `{"1":"one","b":[1,"two"],"c":1.5}`) || made.Get("b") != madeList || dynamicType(made) != dynamicType(s.of("baseObject")) {
		return errors.New("an object is not what it was made of")
	}
	for _, err := range []error{
		made.Set("2", madeList), made.Delete("b"), madeList.Set("2", 3), madeList.Set("more", 4), o.Delete("1"), o.Set("z", 5),
	} {
		if err != nil {
			return err
		}
	}
	if !is(made, "[1 2 c]", `{"1":"one","2":[1,"two",3],"c":1.5}`) || !is(o, "[b c z]", `{"b":[1,"two"],"c":1.5,"z":5}`) {
		return errors.New("two objects with the same names cannot be changed independently")
	}
	if len(arrayNames) != 1 || arrayNames[0] != lengthName {
		return errors.New("the list of names that arrays share was changed")
	}
	return sharedNames(vm, o)
}

// sharedNames verifies that goja never changes a list that shared has returned, whatever is done to
// the object.
func sharedNames(vm *goja.Runtime, o *goja.Object) error {
	base := baseOf(o)
	shared := shared(base.propNames)
	before := append([]unistring.String(nil), shared[:cap(shared)]...)
	for _, change := range []func() error{
		func() error { return o.Delete(string(shared[0])) },
		func() error { return o.Set("new", 1) },
		func() error { return o.Set("0", 1) },
		func() error { o.GetOwnPropertyNames(); return nil },
		func() error { return vm.ExportTo(o, new(map[string]any)) }, // enumerates
	} {
		base.propNames, base.lastSortedPropLen, base.idxPropCount = shared, 0, 0
		base.values = make(map[unistring.String]goja.Value)
		for _, name := range shared {
			base.values[name] = vm.ToValue(1)
		}
		if err := change(); err != nil {
			return err
		}
		for i, name := range shared[:cap(shared)] {
			if name != before[i] || unsafe.StringData(string(name)) != unsafe.StringData(string(before[i])) {
				return errors.New("a list of names that is shared was changed")
			}
		}
	}
	return nil
}
