//go:build gc && !gojs_safe

package engine

//lint:file-ignore U1000 a mirror has all the fields of the struct that it mirrors, up to the last one that is used

import (
	"errors"
	"fmt"
	"hash/maphash"
	"reflect"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Mirrors of goja's structs, with the names of the originals. An unsafe.Pointer stands for a
// pointer or map that this package does not follow.

// object mirrors goja.Object. The dynamic type of self decides how the object behaves.
type object struct {
	self    words
	runtime *goja.Runtime
}

// words is an interface value with methods: a pointer that identifies the dynamic type, and a
// pointer to the value.
type words struct{ methods, data unsafe.Pointer }

type baseObject struct {
	class                           string
	val                             *goja.Object
	prototype                       *goja.Object
	extensible                      bool
	values                          map[unistring.String]goja.Value
	propNames                       []unistring.String
	lastSortedPropLen, idxPropCount int
	symValues                       unsafe.Pointer
	privateElements                 unsafe.Pointer
}

type arrayObject struct {
	baseObject
	values         []goja.Value
	length         uint32
	objCount       int
	propValueCount int
	lengthProp     valueProperty
}

type sparseArrayObject struct {
	baseObject
	items          []struct{}
	length         uint32
	propValueCount int
	lengthProp     valueProperty
}

// valueProperty takes the place of a value if the property is not writable, enumerable and
// configurable, or is an accessor.
type valueProperty struct {
	value                                        goja.Value
	writable, configurable, enumerable, accessor bool
	getterFunc, setterFunc                       *goja.Object
}

type templatedObject struct {
	baseObject
	tmpl              *objectTemplate
	protoMaterialised bool
}

type objectTemplate struct {
	propNames    []unistring.String
	props        map[unistring.String]factory
	symProps     map[*goja.Symbol]factory
	symPropNames []*goja.Symbol
	protoFactory func(*goja.Runtime) *goja.Object
}

// factory is a function that makes a property.
type factory = func(*goja.Runtime) goja.Value

type mapObject struct {
	baseObject
	m *orderedMap
}

// orderedMap is a list of entries, and a table that maps each hash to the first entry whose key has
// that hash.
type orderedMap struct {
	hash                *maphash.Hash
	hashTable           map[uint64]*mapEntry
	iterFirst, iterLast *mapEntry
	size                int
}

// mapEntry is an entry of a Map or, without a value, of a Set.
type mapEntry struct {
	key, value                goja.Value
	iterPrev, iterNext, hNext *mapEntry
}

type mapIterObject struct {
	baseObject
	iter *orderedMapIter
	kind int
}

type orderedMapIter struct {
	m   *orderedMap
	cur *mapEntry
}

type errorObject struct {
	baseObject
	stack          []goja.StackFrame
	stackPropAdded bool
}

type arrayBufferObject struct {
	baseObject
	detached bool
	data     []byte
}

type typedArrayObject struct {
	baseObject
	viewedArrayBuf *arrayBufferObject
	defaultCtor    *goja.Object
	length, offset int
	elemSize       int
	typedArray     words
}

type dataViewObject struct {
	baseObject
	viewedArrayBuf      *arrayBufferObject
	byteLen, byteOffset int
}

// vm mirrors the beginning of goja's vm, which has more fields.
type vm struct {
	r, prg                                   unsafe.Pointer
	pc                                       int
	stack                                    []struct{}
	sp, sb, args                             int
	stash, privEnv                           unsafe.Pointer
	callStack, iterStack, refStack, tryStack []struct{}
	newTarget, result                        goja.Value
	maxCallStackSize                         int
	stashAllocs                              int
	interrupted                              uint32
	interruptVal                             any
	interruptLock                            sync.Mutex
	curAsyncRunner                           unsafe.Pointer
}

// implementation returns the interface value that decides how o behaves.
func implementation(o *goja.Object) *words { return &(*object)(unsafe.Pointer(o)).self }

// baseOf returns the baseObject with which the implementation of o begins.
func baseOf(o *goja.Object) *baseObject { return (*baseObject)(implementation(o).data) }

func valueWords(v *goja.Value) *words { return (*words)(unsafe.Pointer(v)) }

// verifyMirrors compares each mirror with the struct of goja that has its name.
func verifyMirrors(s *samples) error {
	for _, mirror := range []struct {
		of   *goja.Object
		ours reflect.Type
	}{
		{s.of("baseObject"), reflect.TypeFor[baseObject]()},
		{s.of("arrayObject"), reflect.TypeFor[arrayObject]()},
		{s.of("sparseArrayObject"), reflect.TypeFor[sparseArrayObject]()},
		{s.of("templatedObject"), reflect.TypeFor[templatedObject]()},
		{s.of("mapObject"), reflect.TypeFor[mapObject]()},
		{s.of("setObject"), reflect.TypeFor[mapObject]()},
		{s.of("mapIterObject"), reflect.TypeFor[mapIterObject]()},
		{s.of("setIterObject"), reflect.TypeFor[mapIterObject]()},
		{s.of("errorObject"), reflect.TypeFor[errorObject]()},
		{s.of("arrayBufferObject"), reflect.TypeFor[arrayBufferObject]()},
		{s.of("typedArrayObject"), reflect.TypeFor[typedArrayObject]()},
		{s.of("dataViewObject"), reflect.TypeFor[dataViewObject]()},
	} {
		if err := same(dynamicType(mirror.of).Elem(), mirror.ours); err != nil {
			return err
		}
	}
	return nil
}

// dynamicType returns the type of the implementation of o. It uses reflection, so it can be used
// before anything is verified.
func dynamicType(o *goja.Object) reflect.Type {
	self := reflect.ValueOf(o).Elem().FieldByName("self")
	if !self.IsValid() || self.Kind() != reflect.Interface || self.IsNil() || self.Elem().Kind() != reflect.Pointer {
		return reflect.TypeFor[*struct{}]()
	}
	return self.Elem().Type()
}

// verifyWords verifies that interface values are laid out as words is, and fills methods.
func verifyWords(s *samples) error {
	if err := same(reflect.TypeFor[goja.Object](), reflect.TypeFor[object]()); err != nil {
		return err
	}
	for i, o := range s.objects {
		w := implementation(o)
		if uintptr(w.data) != reflect.ValueOf(o).Elem().FieldByName("self").Elem().Pointer() {
			return errors.New("the second word of an interface value is not its pointer")
		}
		if w.methods == nil {
			return errors.New("the first word of an interface value does not identify its dynamic type")
		}
		name := implementations[i].name
		if other, known := s.methods[w.methods]; known && other != name {
			return errors.New("the first word of an interface value does not tell dynamic types apart")
		}
		s.methods[w.methods] = name
		methods.kinds[w.methods] = implementations[i].kind
	}
	set(&methods.sparse, s.methodsOf("sparseArrayObject"))
	set(&methods.typedArray, s.methodsOf("typedArrayObject"))
	set(&methods.dataView, s.methodsOf("dataViewObject"))
	set(&methods.mapping, s.methodsOf("mapObject"))
	set(&methods.set, s.methodsOf("setObject"))
	set(&methods.error, s.methodsOf("errorObject"))
	set(&methods.mapIter, s.methodsOf("mapIterObject"))
	set(&methods.setIter, s.methodsOf("setIterObject"))
	return verifyFewWords(s)
}

// verifyFewWords does what verifyWords does, for the samples of newFewSamples.
func verifyFewWords(s *samples) error {
	set(&methods.plain, s.methodsOf("baseObject"))
	set(&methods.array, s.methodsOf("arrayObject"))
	set(&methods.templated, s.methodsOf("templatedObject"))
	set(&methods.templatedFunc, s.methodsOf("templatedFuncObject"))
	other := s.vm.CreateObject(s.of("baseObject"))
	if implementation(other).methods != methods.plain {
		return errors.New("two objects of one dynamic type have different first words")
	}
	if b := baseOf(other); b.class != className || b.val != other || b.prototype != s.of("baseObject") || !b.extensible {
		return errors.New("a new baseObject does not hold its class, object, prototype and extensible flag")
	}
	return nil
}

// set sets a first word of methods. It does not write to a word that is set already, because other
// goroutines may read it.
func set(word *unsafe.Pointer, methods unsafe.Pointer) {
	if *word != methods {
		*word = methods
	}
}

// methods has the first words of interface values: the word identifies the dynamic type.
var methods = struct {
	plain, array, sparse, templated, templatedFunc, mapping, set unsafe.Pointer // of object.self
	mapIter, setIter, error, typedArray, dataView                unsafe.Pointer
	object, property                                             unsafe.Pointer // of values
	integer, float, boolean, undefined, null                     unsafe.Pointer
	ascii, unicode                                               unsafe.Pointer

	kinds methodsMap[Kind]
	views methodsMap[ViewType] // of typedArrayObject.typedArray
}{kinds: methodsMap[Kind]{}, views: methodsMap[ViewType]{}}

// methodsMap maps first words of interface values.
type methodsMap[T any] map[unsafe.Pointer]T

// same returns an error if a struct differs from its mirror in the names, order, places or types of
// the fields. Some types of a mirror may differ: an unsafe.Pointer stands for any pointer or map, a
// words for an interface value with methods, a slice of elements without size for any slice, and an
// unnamed function type for a named one. If a pointer or a map leads to another mirror, same
// compares that too.
func same(original, mirror reflect.Type) error { return comparison{}.same(original, mirror) }

// comparison is the set of pairs that have been compared, or are being compared.
type comparison map[[2]reflect.Type]struct{}

func (c comparison) same(original, mirror reflect.Type) error {
	pair := [2]reflect.Type{original, mirror}
	if _, compared := c[pair]; compared {
		return nil
	}
	c[pair] = struct{}{}
	name := original.Name()
	if name == "" {
		name = "a struct"
	}
	if original.Kind() != reflect.Struct || original.NumField() != mirror.NumField() || original.Size() != mirror.Size() {
		return fmt.Errorf("%s has %d bytes in other fields than expected", name, original.Size())
	}
	for i := range mirror.NumField() {
		want, got := mirror.Field(i), original.Field(i)
		if got.Name != want.Name || got.Offset != want.Offset || got.Type.Size() != want.Type.Size() {
			return fmt.Errorf("field %d of %s is %s (%v) at %d, not %s at %d", i, name, got.Name, got.Type, got.Offset,
				want.Name, want.Offset)
		}
		ok, err := c.alike(got.Type, want.Type)
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("field %s of %s is of type %v", got.Name, name, got.Type)
		}
	}
	return nil
}

// alike reports whether a type of the mirror can stand for a type of the original, as same
// describes. The garbage collector must find pointers at the same places in both.
func (c comparison) alike(original, mirror reflect.Type) (bool, error) {
	if original == mirror {
		return true, nil
	}
	switch mirror.Kind() {
	case reflect.Struct:
		if original.Kind() == reflect.Interface {
			return original.NumMethod() > 0 && mirror == reflect.TypeFor[words](), nil
		}
		return original.Kind() == reflect.Struct, c.same(original, mirror)
	case reflect.UnsafePointer:
		return original.Kind() == reflect.Pointer || original.Kind() == reflect.Map, nil
	case reflect.Pointer:
		if original.Kind() != reflect.Pointer || original.Elem().Kind() != reflect.Struct || original.Elem().Name() != mirror.Elem().Name() {
			return false, nil
		}
		return true, c.same(original.Elem(), mirror.Elem())
	case reflect.Map:
		if original.Kind() != reflect.Map || original.Key() != mirror.Key() {
			return false, nil
		}
		return c.alike(original.Elem(), mirror.Elem())
	case reflect.Slice:
		return original.Kind() == reflect.Slice && mirror.Elem() == reflect.TypeFor[struct{}](), nil
	case reflect.Func:
		return original.ConvertibleTo(mirror), nil
	case reflect.Int:
		return original.Kind() == reflect.Int, nil
	}
	return false, nil
}
