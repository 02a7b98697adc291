package inspect

import (
	"cmp"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// goIdentity returns the address of the Go value that an object wraps, or 0 if it wraps none that
// has an identity.
func goIdentity(o *goja.Object) uintptr {
	switch kindOf(o) {
	case goMap, goSlice, goReflect:
	default:
		return 0
	}
	v := reflect.ValueOf(o.Export())
	switch v.Kind() {
	case reflect.Map, reflect.Pointer:
		return v.Pointer()
	case reflect.Slice:
		if v.Len() > 0 {
			return v.Pointer()
		}
	}
	return 0
}

// describeGo describes a Go value other than a map, slice or function: Point { X: 1, Y: 2 }. It
// leaves out methods, as they are for classes.
func (p *printer) describeGo(d *description, o *goja.Object, c class, tag string) {
	goValue := o.Export()
	v := reflect.ValueOf(goValue)
	t := v.Type()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
		v = v.Elem()
	}
	if t.Name() != "" && (c.name == "Object" || t.Kind() != reflect.Struct) {
		c.name = t.Name()
	}
	d.class = c
	text := func(s string) {
		d.base = strings.TrimSuffix(d.shortName(), "]") + ": " + s + "]"
		d.finishIfEmpty(p.paint(special, d.base))
	}
	switch v.Kind() {
	case reflect.Bool:
		text(strconv.FormatBool(v.Bool()))
		return
	case reflect.String:
		text(quote(v.String()))
		return
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr,
		reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		text(fmt.Sprintf("%v", reflectPlain(v)))
		return
	}
	for _, prop := range p.properties(o) {
		if f, ok := prop.value.(*goja.Object); ok && isMethod(f) {
			continue
		}
		d.properties = append(d.properties, prop)
	}
	d.open = "{"
	if c.null || c.name != "Object" || tag != "" {
		d.open = prefix(c, tag, "Object", "") + "{"
	}
	if len(d.properties) > 0 {
		return
	}
	switch v := goValue.(type) {
	case error:
		text(v.Error())
	case fmt.Stringer:
		text(v.String())
	default:
		d.finishIfEmpty(d.open + "}")
	}
}

// reflectPlain returns a number as a value of a type without methods.
func reflectPlain(v reflect.Value) any {
	switch {
	case v.CanInt():
		return v.Int()
	case v.CanUint():
		return v.Uint()
	case v.CanFloat():
		return v.Float()
	default:
		return v.Complex()
	}
}

func isMethod(o *goja.Object) bool {
	t := kindOf(o)
	return t.Callable()
}

// compareKeys orders keys: integers first.
func compareKeys(a, b string) int {
	x, errA := strconv.ParseInt(a, 10, 64)
	y, errB := strconv.ParseInt(b, 10, 64)
	switch {
	case errA == nil && errB == nil:
		return cmp.Compare(x, y)
	case errA == nil:
		return -1
	case errB == nil:
		return 1
	}
	return cmp.Compare(a, b)
}
