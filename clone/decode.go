package clone

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strconv"
)

// Decode receives the record, as [Record.ToGo] does, and stores the value in the variable that
// target points to. It converts the value to the type of the variable:
//
//   - an object to a struct, by the names that [FromGo] gives the fields (properties without a field are ignored, fields
//     without a property are left as they are), or to a map with keys of a string type,
//   - an Array, Set or typed array to a slice, or to an array that is long enough,
//   - a Map to a map,
//   - a Number or BigInt to any numeric type that holds it exactly, or to a big.Int,
//   - null and undefined to the zero value,
//   - anything to a type that the result of ToGo can be assigned to, such as any.
//
// An object that occurs twice is one pointer, map or slice in Go too, so cycles are kept.
//
//	var tick struct {
//		ID   int    `json:"id"`
//		Type string `json:"type"`
//	}
//	err := record.Decode(&tick)
//
// The error is that of ToGo, or says which value does not fit and where it is; then a part of
// target may have been set. Values that are nested more than 10,000 levels deep are an error too.
func (r *Record) Decode(target any) error {
	transferred, err := r.DecodeFunc(target, func(t Transferred) any { return t })
	if err != nil {
		for _, t := range transferred {
			if t, ok := t.(Transferred); ok {
				t.Discard()
			}
		}
	}
	return err
}

// DecodeFunc is Decode for a record that transfers platform objects. It calls receive and returns
// the results as [Record.ToGoFunc] does.
func (r *Record) DecodeFunc(target any, receive func(Transferred) any) (transferred []any, err error) {
	dst := reflect.ValueOf(target)
	if dst.Kind() != reflect.Pointer || dst.IsNil() { // checked first: the record can still be received
		return nil, fmt.Errorf("clone: Decode needs a pointer that is not nil, not %T", target)
	}
	v, transferred, err := r.ToGoFunc(receive)
	if err != nil {
		return transferred, err
	}
	d := decoder{seen: make(map[decoded]reflect.Value)}
	return transferred, d.store(dst.Elem(), v)
}

// decoder stores the Go value of a record in a variable.
type decoder struct {
	seen map[decoded]reflect.Value
	path []string // to the value that is being stored, for messages
}

// decoded identifies an object that was stored, and the type of the pointer, map or slice that it
// is stored in.
type decoded struct {
	source goRef
	t      reflect.Type
}

// maxDecodeDepth limits the recursion of store.
const maxDecodeDepth = 10_000

// store stores v, which ToGo made, in dst.
func (d *decoder) store(dst reflect.Value, v any) error {
	if v == nil {
		dst.SetZero()
		return nil
	}
	src := reflect.ValueOf(v)
	if src.Type().AssignableTo(dst.Type()) {
		dst.Set(src)
		return nil
	}
	if dst.Type() == bigIntType {
		return d.storeBigInt(dst, v)
	}
	switch dst.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice:
		if src.Kind() == reflect.Map || src.Kind() == reflect.Slice || src.Kind() == reflect.Pointer {
			ref := goRef{t: src.Type(), addr: src.Pointer()}
			if src.Kind() == reflect.Slice {
				ref.len = src.Len()
			}
			if known, ok := d.seen[decoded{ref, dst.Type()}]; ok && (src.Kind() != reflect.Slice || ref.len > 0) {
				dst.Set(known)
				return nil
			}
			switch dst.Kind() {
			case reflect.Pointer:
				dst.Set(reflect.New(dst.Type().Elem()))
			case reflect.Map:
				dst.Set(reflect.MakeMap(dst.Type()))
			case reflect.Slice:
				if src.Kind() != reflect.Slice {
					return d.misfit(dst, v)
				}
				dst.Set(reflect.MakeSlice(dst.Type(), src.Len(), src.Len()))
			}
			d.seen[decoded{ref, dst.Type()}] = reflect.ValueOf(dst.Interface())
		} else if dst.Kind() == reflect.Pointer {
			dst.Set(reflect.New(dst.Type().Elem()))
		} else {
			return d.misfit(dst, v)
		}
	}
	switch dst.Kind() {
	case reflect.Pointer:
		return d.store(dst.Elem(), v)
	case reflect.Bool:
		if b, ok := v.(bool); ok {
			dst.SetBool(b)
			return nil
		}
	case reflect.String:
		if s, ok := v.(string); ok {
			dst.SetString(s)
			return nil
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if i, ok := toInt(v); ok && i.IsInt64() && !dst.OverflowInt(i.Int64()) {
			dst.SetInt(i.Int64())
			return nil
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		if i, ok := toInt(v); ok && i.IsUint64() && !dst.OverflowUint(i.Uint64()) {
			dst.SetUint(i.Uint64())
			return nil
		}
	case reflect.Float32, reflect.Float64:
		switch v := v.(type) {
		case int64:
			dst.SetFloat(float64(v))
			return nil
		case float64:
			if !dst.OverflowFloat(v) || math.IsInf(v, 0) {
				dst.SetFloat(v)
				return nil
			}
		}
	case reflect.Struct:
		if m, ok := v.(map[string]any); ok {
			return d.storeStruct(dst, m)
		}
	case reflect.Map:
		return d.storeMap(dst, v)
	case reflect.Slice, reflect.Array:
		if src.Kind() == reflect.Slice && src.Len() <= dst.Len() {
			return d.storeElements(dst, src)
		}
	}
	return d.misfit(dst, v)
}

var bigIntType = reflect.TypeFor[big.Int]()

func (d *decoder) storeBigInt(dst reflect.Value, v any) error {
	i, ok := toInt(v)
	if !ok {
		return d.misfit(dst, v)
	}
	dst.Addr().Interface().(*big.Int).Set(i)
	return nil
}

// toInt returns v as an integer. ok reports whether it is one.
func toInt(v any) (*big.Int, bool) {
	switch v := v.(type) {
	case int64:
		return big.NewInt(v), true
	case uint64: // of a BigUint64Array; storeElements converts the elements of other typed arrays
		return new(big.Int).SetUint64(v), true
	case *big.Int:
		return v, true
	case float64:
		if math.IsInf(v, 0) || math.IsNaN(v) {
			return nil, false
		}
		i, accuracy := big.NewFloat(v).Int(nil)
		return i, accuracy == big.Exact
	}
	return nil, false
}

func (d *decoder) storeStruct(dst reflect.Value, m map[string]any) error {
	for _, f := range fieldsOf(dst.Type()) {
		v, ok := m[f.name]
		if !ok {
			continue
		}
		target := dst
		for _, i := range f.index {
			if target.Kind() == reflect.Pointer {
				if target.IsNil() {
					if !target.CanSet() {
						return fmt.Errorf("clone: cannot set the embedded pointer to the unexported %v", target.Type().Elem())
					}
					target.Set(reflect.New(target.Type().Elem()))
				}
				target = target.Elem()
			}
			target = target.Field(i)
		}
		if err := d.within("."+f.name, target, v); err != nil {
			return err
		}
	}
	return nil
}

func (d *decoder) storeMap(dst reflect.Value, v any) error {
	src := reflect.ValueOf(v)
	if src.Kind() != reflect.Map {
		return d.misfit(dst, v)
	}
	for it := src.MapRange(); it.Next(); {
		name := fmt.Sprintf("[%v]", it.Key())
		key := reflect.New(dst.Type().Key()).Elem()
		if err := d.within(name, key, it.Key().Interface()); err != nil {
			return err
		}
		elem := reflect.New(dst.Type().Elem()).Elem()
		if err := d.within(name, elem, it.Value().Interface()); err != nil {
			return err
		}
		if !key.Comparable() {
			return d.misfit(dst, v)
		}
		dst.SetMapIndex(key, elem)
	}
	return nil
}

func (d *decoder) storeElements(dst, src reflect.Value) error {
	if dst.Kind() == reflect.Array {
		dst.SetZero()
	}
	for i := range src.Len() {
		v := src.Index(i)
		switch v.Kind() { // the elements of a typed array
		case reflect.Int8, reflect.Int16, reflect.Int32:
			v = reflect.ValueOf(v.Int())
		case reflect.Uint8, reflect.Uint16, reflect.Uint32:
			v = reflect.ValueOf(int64(v.Uint()))
		case reflect.Float32:
			v = reflect.ValueOf(v.Float())
		}
		if err := d.within("["+strconv.Itoa(i)+"]", dst.Index(i), v.Interface()); err != nil {
			return err
		}
	}
	return nil
}

// within stores v in dst, a part with this name of the variable that is being stored.
func (d *decoder) within(name string, dst reflect.Value, v any) error {
	if len(d.path) == maxDecodeDepth {
		return fmt.Errorf("clone: the value is nested more than %d levels deep", maxDecodeDepth)
	}
	d.path = append(d.path, name)
	err := d.store(dst, v)
	d.path = d.path[:len(d.path)-1]
	return err
}

// misfit returns the error for a value that does not fit in dst.
func (d *decoder) misfit(dst reflect.Value, v any) error {
	var at string
	for _, name := range d.path {
		at += name
	}
	if at != "" {
		at = " at " + shorten(at)
	}
	value := ""
	switch v.(type) {
	case bool, int64, float64, *big.Int:
		value = fmt.Sprintf(" %v", v)
	}
	return fmt.Errorf("clone: a Go value of type %T%s does not fit in a %v%s", v, value, dst.Type(), at)
}
