package clone

import (
	"math/big"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
)

// field is a field of a struct, with the name and options that encoding/json would give it.
type field struct {
	name      string
	index     []int
	omitEmpty bool
	omitZero  bool
}

// omits reports whether the field is left out if its value is v.
func (f field) omits(v reflect.Value) bool {
	if f.omitZero && v.IsZero() {
		return true
	}
	if !f.omitEmpty {
		return false
	}
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

// structFields are the results of fieldsOf: reflect.Type to []field.
var structFields sync.Map

// fieldsOf returns the fields of a struct type that become properties.
func fieldsOf(t reflect.Type) []field {
	if fields, ok := structFields.Load(t); ok {
		return fields.([]field)
	}
	var fields []field
	var named [][]int // the embedded structs that a tag names: they are properties, and their fields are not promoted
	for _, f := range reflect.VisibleFields(t) {
		if slices.ContainsFunc(named, func(prefix []int) bool {
			return len(f.Index) > len(prefix) && slices.Equal(f.Index[:len(prefix)], prefix)
		}) {
			continue
		}
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		if f.Anonymous {
			if name == "" && isPromoted(f.Type) {
				continue // VisibleFields lists its fields too
			}
			named = append(named, f.Index)
		}
		if tag == "-" || !f.IsExported() {
			continue
		}
		if name == "" {
			name = f.Name
		}
		if slices.ContainsFunc(fields, func(other field) bool { return other.name == name }) {
			continue
		}
		fields = append(fields, field{
			name:      name,
			index:     f.Index,
			omitEmpty: hasOption(options, "omitempty"),
			omitZero:  hasOption(options, "omitzero"),
		})
	}
	structFields.Store(t, fields)
	return fields
}

// isPromoted reports whether the fields of an embedded t become properties of the struct around it.
func isPromoted(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.Struct && t != reflect.TypeFor[time.Time]() && t != reflect.TypeFor[big.Int]()
}

func hasOption(options, option string) bool {
	return slices.Contains(strings.Split(options, ","), option)
}
