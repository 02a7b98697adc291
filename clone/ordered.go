package clone

import (
	"math"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// The ordered way: everything happens in the order of the standard, which the getters that run
// meanwhile can observe. The standard's algorithm is recursive. Here the objects whose contents are
// being serialized are on a stack of our own, so that nesting is limited by memory only.
// Deserializing runs no script, so the order in which it makes objects does not matter.

// serializeOrdered makes a record of v, and is the way that throws.
func (c *Cloner) serializeOrdered(v goja.Value, opt Options) (rec *Record, err error) {
	c.busy = true
	defer func() {
		c.busy = false
		c.scratch.reset()
		c.reader.release()
		returnStop(recover(), &err)
	}()
	s := serializer{c: c, max: opt.MaxBytes, rec: &Record{}}
	if ex := c.vm.Try(func() { err = s.serializeWithTransfer(v, opt.Transfer) }); ex != nil {
		return nil, ex
	}
	if err != nil {
		return nil, err
	}
	return s.rec, nil
}

// frame is an object whose contents are being serialized.
type frame struct {
	node *node
	obj  *goja.Object
	list []goja.Value // of a Map, Set or error: its contents; otherwise its property keys; nil for a dense array
	i    int          // the next one in the list, or the next element
	read bool         // a property was read; its getter may have deleted others
}

// deep puts f on the stack.
func (s *serializer) deep(f frame) {
	s.c.scratch.stack = append(s.c.scratch.stack, f)
}

// deepProperties puts the own enumerable properties of o on the stack, if it has any (step 26.4.1:
// For each key in ! EnumerableOwnProperties(value, key)).
func (s *serializer) deepProperties(n *node, o *goja.Object) {
	if keys := s.c.reader.list(s.c.reader.call1(objectKeys, nil, o)); len(keys) > 0 {
		s.deep(frame{node: n, obj: o, list: keys})
	}
}

// contents is step 26 of StructuredSerializeInternal for f, the top of the stack. It returns when
// the object is complete, or when an object in it must come first and is the new top.
func (s *serializer) contents(f *frame) error {
	switch f.node.kind {
	// 26.1.3. For each Record { [[Key]], [[Value]] } entry of copiedList: (key and value in turn)
	// 26.2.3. For each entry of copiedList:
	case kindMap, kindSet, kindError:
		return s.copiedList(f)
	case kindArray:
		if f.list == nil {
			return s.elements(f)
		}
	}
	return s.properties(f)
}

// copiedList serializes the entries of a Map or Set, or the cause of an error.
func (s *serializer) copiedList(f *frame) error {
	n, depth := f.node, len(s.c.scratch.stack)
	if n.vals == nil {
		n.vals = make([]item, 0, len(f.list))
	}
	for f.i < len(f.list) {
		v := f.list[f.i]
		f.i++
		serialized, err := s.value(v)
		if err != nil {
			return err
		}
		n.vals = append(n.vals, serialized)
		if len(s.c.scratch.stack) > depth {
			return nil
		}
	}
	s.pop()
	return nil
}

// elements is step 26.4.1 for an array without holes, accessors and other properties.
func (s *serializer) elements(f *frame) error {
	n, depth := f.node, len(s.c.scratch.stack)
	if n.vals == nil {
		n.vals = make([]item, 0, n.number)
	}
	// Only an object can run a script, by a getter in it. Up to the next object the array stays as
	// it is.
	list, dense := s.c.elements(f.obj)
	for dense && f.i < len(list) && uint32(f.i) < n.number {
		v := list[f.i]
		if v == nil {
			dense = false
			break
		}
		f.i++
		serialized, err := s.value(v)
		if err != nil {
			return err
		}
		n.vals = append(n.vals, serialized)
		if len(s.c.scratch.stack) > depth {
			return nil
		}
		if _, isObject := v.(*goja.Object); isObject {
			return nil // an error, for instance, may have run a script: look at the array again
		}
	}
	if dense {
		s.pop()
		return nil
	}
	// A getter in an element has made holes or accessors in this array.
	for i := f.i; i < int(n.number); i++ {
		f.list = append(f.list, keyValue(strconv.Itoa(i)))
	}
	f.i, f.read = 0, true
	return s.properties(f)
}

// elements returns the elements of o, as reader.list does. dense is false if o has other properties
// or accessors, and nearly always if it has holes: the engine miscounts elements that were defined
// twice. A hole that remains is nil.
func (c *Cloner) elements(o *goja.Object) (list []goja.Value, dense bool) {
	if !isDense(o) {
		return nil, false
	}
	return c.reader.list(o), true
}

// properties is step 26.4.1 of StructuredSerializeInternal for an object or an array.
func (s *serializer) properties(f *frame) error {
	n, depth := f.node, len(s.c.scratch.stack)
	if n.vals == nil {
		n.vals = make([]item, 0, len(f.list))
	}
	for f.i < len(f.list) {
		key := f.list[f.i]
		f.i++
		// 26.4.1.1. If ! HasOwnProperty(value, key) is true, then:
		if f.read && !s.c.reader.call1(objectHasOwn, f.obj, key).ToBoolean() {
			continue
		}
		f.read = true
		// 26.4.1.1.1. Let inputValue be ? Get(value, key).
		name := key.String()
		var inputValue goja.Value
		if strings.Contains(name, "\ufffd") { // the name may have a lone surrogate, which a Go string cannot hold
			inputValue = s.c.reader.call2(reflectGet, nil, f.obj, key)
		} else {
			inputValue = f.obj.Get(name)
		}
		// 26.4.1.1.2. Let outputValue be ? StructuredSerializeInternal(inputValue, forStorage, memory).
		outputValue, err := s.value(inputValue)
		if err != nil {
			return err
		}
		// 26.4.1.1.3. Append { [[Key]]: key, [[Value]]: outputValue } to serialized.[[Properties]].
		n.vals = append(n.vals, outputValue)
		if at, ok := elementIndex(n, name); !ok {
			n.keys = append(f.list[:len(n.keys)], key) // f.list has been read up to here
			if err := s.grow(valueSize + len(name)); err != nil {
				return err
			}
		} else if len(n.at) > 0 || int(at) != len(n.vals)-1 {
			n.at = append(n.at, at)
		}
		if len(s.c.scratch.stack) > depth {
			return nil
		}
	}
	s.pop()
	return nil
}

// pop removes the top of the stack, which is complete.
func (s *serializer) pop() {
	stack := s.c.scratch.stack
	stack[len(stack)-1] = frame{}
	s.c.scratch.stack = stack[:len(stack)-1]
}

// elementIndex returns the index of an array element with this name. ok is false if n is no array
// or name no index.
func elementIndex(n *node, name string) (index uint32, ok bool) {
	if n.kind != kindArray || name == "" || name[0] < '0' || name[0] > '9' || (name[0] == '0' && len(name) > 1) {
		return 0, false
	}
	i, err := strconv.ParseUint(name, 10, 32)
	return uint32(i), err == nil && i < math.MaxUint32
}
