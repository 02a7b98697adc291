//go:build gc && !gojs_safe

package engine

import (
	"errors"
	"fmt"
	"hash/maphash"
	"math"
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

var (
	hashTableType reflect.Type // of orderedMap.hashTable

	// The hashes of undefined, null, true and false. goja chooses them at random when the program
	// starts.
	hashes struct{ undefined, null, yes, no uint64 }
)

// chunk is the number of entries that are allocated at once. The garbage collector keeps all of a
// chunk while one of its entries is in use.
const chunk = 32

func fill(o *goja.Object, entries []goja.Value) bool {
	self := implementation(o)
	m, step := (*mapObject)(self.data).m, 1
	if self.methods == methods.mapping {
		step = 2
	}
	table := reflect.MakeMapWithSize(hashTableType, len(entries)/step)
	made := orderedMap{hash: m.hash, size: len(entries) / step}
	*(*unsafe.Pointer)(unsafe.Pointer(&made.hashTable)) = table.UnsafePointer()
	var room []mapEntry
	for i := 0; i < len(entries); i += step {
		h, ok := hash(m.hash, entries[i])
		if !ok {
			return false
		}
		if len(room) == 0 {
			room = make([]mapEntry, min(chunk, (len(entries)-i)/step))
		}
		e := &room[0]
		room = room[1:]
		e.key = entries[i]
		if step == 2 {
			e.value = entries[i+1]
		}
		e.hNext = made.hashTable[h] // usually nil
		made.hashTable[h] = e
		if made.iterLast == nil {
			made.iterFirst = e
		} else {
			made.iterLast.iterNext, e.iterPrev = e, made.iterLast
		}
		made.iterLast = e
	}
	*m = made
	return true
}

// hash returns goja's hash of a value. It returns false for types of values that are rarely keys.
func hash(hasher *maphash.Hash, v goja.Value) (h uint64, ok bool) {
	switch w := valueWords(&v); w.methods {
	case methods.ascii:
		return maphash.String(hasher.Seed(), *(*string)(w.data)), true
	case methods.unicode:
		return maphash.String(hasher.Seed(), string(unistring.FromUtf16(*(*[]uint16)(w.data)))), true
	case methods.integer:
		return uint64(*(*int64)(w.data)), true
	case methods.float:
		return math.Float64bits(*(*float64)(w.data)), true // -0 is never a key
	case methods.object:
		return uint64(uintptr(w.data)), true
	case methods.boolean:
		if *(*bool)(w.data) {
			return hashes.yes, true
		}
		return hashes.no, true
	case methods.undefined:
		return hashes.undefined, true
	case methods.null:
		return hashes.null, true
	}
	return 0, false
}

// verifyCollections verifies that a Map or Set has its entries where the mirrors have them, and
// that one that fill has filled behaves like one that scripts have filled.
func verifyCollections(s *samples) error {
	vm := s.vm
	hashTableType = dynamicType(s.of("mapObject")).Elem().Field(1).Type.Elem().Field(1).Type
	var unicode goja.Value = goja.StringFromUTF16([]uint16{0xe9, 0xd800})
	keys := []goja.Value{goja.Undefined(), goja.Null(), vm.ToValue(true), vm.ToValue(false), vm.ToValue("ascii"), unicode,
		vm.ToValue(-7), vm.ToValue(1.5), vm.NewObject()}
	for _, kind := range []struct{ class, add string }{{"Map", "set"}, {"Set", "add"}} {
		ctor := vm.Get(kind.class)
		o, err := vm.New(ctor)
		if err != nil {
			return err
		}
		m := (*mapObject)(implementation(o).data).m
		if m == nil || m.hash == nil || m.hashTable == nil || m.size != 0 || m.iterFirst != nil {
			return errors.New("a new Map or Set is not empty")
		}
		call := func(o *goja.Object, name string, args ...goja.Value) (goja.Value, error) {
			f, ok := goja.AssertFunction(o.Get(name))
			if !ok {
				return nil, fmt.Errorf("there is no %s", name)
			}
			return f(o, args...)
		}
		var entries []goja.Value
		for i, key := range keys {
			if _, err := call(o, kind.add, key, vm.ToValue(i)); err != nil {
				return err
			}
			if entries = append(entries, key); kind.class == "Map" {
				entries = append(entries, vm.ToValue(i))
			}
			e := m.iterLast
			if m.size != i+1 || !key.SameAs(e.key) || e.value != nil && e.value.ToInteger() != int64(i) || (e.value == nil) != (kind.class == "Set") {
				return errors.New("an entry is not where it is expected")
			}
			if i < 4 {
				for h, found := range m.hashTable {
					if found == e {
						*[]*uint64{&hashes.undefined, &hashes.null, &hashes.yes, &hashes.no}[i] = h
					}
				}
			}
			if h, ok := hash(m.hash, key); !ok || m.hashTable[h] != e {
				return fmt.Errorf("the hash of %v is not what is expected", key)
			}
		}
		made, err := vm.New(ctor)
		if err != nil {
			return err
		}
		if !fill(made, entries) {
			return errors.New("keys have no hashes")
		}
		for i, key := range keys {
			has, err := call(made, "has", key)
			if err != nil || !has.ToBoolean() {
				return fmt.Errorf("%v is not found: %w", key, err)
			}
			if kind.class == "Map" {
				if v, err := call(made, "get", key); err != nil || v.ToInteger() != int64(i) {
					return fmt.Errorf("the value of %v is not found: %w", key, err)
				}
			}
			if _, err := call(made, "delete", key); err != nil || made.Get("size").ToInteger() != int64(len(keys)-1-i) {
				return fmt.Errorf("%v cannot be deleted: %w", key, err)
			}
		}
	}
	return nil
}
