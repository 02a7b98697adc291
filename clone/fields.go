package clone

import (
	"math/big"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
)

// field is a field of a struct as encoding/json sees it.
type field struct {
	name      string
	index     []int
	omitEmpty bool
	omitZero  bool
}

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

var structFields sync.Map // reflect.Type to []field

// fieldsOf lists the fields of a struct type that take part.
func fieldsOf(t reflect.Type) []field {
	if fields, ok := structFields.Load(t); ok {
		return fields.([]field)
	}
	var fields []field
	var named [][]int // embedded structs with a name of their own: their fields are not promoted
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
				continue // its fields come by themselves
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

func isPromoted(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.Struct && t != reflect.TypeFor[time.Time]() && t != reflect.TypeFor[big.Int]()
}

func hasOption(options, option string) bool {
	return slices.Contains(strings.Split(options, ","), option)
}
