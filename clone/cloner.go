package clone

import (
	"sync"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// A value goes one of four ways. Serialize, receive and Clone below are the only places that
// choose.
//
//	primitive  a primitive value. A record of it is the value itself.                                  primitive.go
//	buffer     an ArrayBuffer that is transferred and is the whole message.                            buffer.go
//	plain      objects that can be read and made without running a script. Most of them (ordinary      plain.go
//	           objects, arrays, Maps, Sets) are read from the engine's own storage into a flat.
//	ordered    everything else, in the order of the standard, which a getter or a platform object      serialize.go,
//	           can observe.                                                                            ordered.go
//
// The ordered way can do all that the others can; they are there because they are faster, and their
// results are the same (FuzzFast compares them). A record does not say how it was made. One that
// went the plain way but has more than plain objects and arrays is received in the ordered way,
// since making the other objects can fail.

// Cloner serializes and deserializes values of one runtime. Only the goroutine that the runtime
// belongs to may use it.
//
// Unlike the package's functions it has the runtime's constructors from the time when it was made,
// so that scripts cannot influence what it makes, and it keeps its buffers from one call to the
// next.
type Cloner struct {
	vm     *goja.Runtime
	host   Host // nil if there is none
	ctors  constructors
	reader *reader
	protos [2]*goja.Object // %Object.prototype% and %Array.prototype%

	busy        bool // a call is under way; a getter that clones something meanwhile gets another Cloner
	orderedOnly bool // for tests

	// Memory that is kept from one call to the next.
	scratch    scratch
	serializer serializer     // of the plain way
	record     flatRecord     // what the plain way makes, before it is copied
	made       []*goja.Object // of a builder
	records    []Record       // for primitives, not used yet
}

// New returns a Cloner for vm. Call it before any script runs in vm. host makes the platform
// objects that are received; it may be nil.
func New(vm *goja.Runtime, host Host) *Cloner {
	c := &Cloner{vm: vm, host: host, reader: new(reader)}
	c.ctors.early = earlyConstructors.Of(vm)
	return c
}

// borrow returns a Cloner for one call. The caller gives it back afterwards.
func borrow(vm *goja.Runtime) *Cloner {
	c := cloners.Get().(*Cloner)
	c.vm = vm
	return c
}

func (c *Cloner) giveBack() {
	c.vm, c.ctors, c.protos = nil, constructors{}, [2]*goja.Object{}
	cloners.Put(c)
}

var cloners = sync.Pool{New: func() any { return &Cloner{reader: new(reader)} }}

// Serialize makes a record of v, as the package's [Serialize] does.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
func (c *Cloner) Serialize(v goja.Value, opt Options) (*Record, error) {
	o, isObject := v.(*goja.Object)
	switch {
	case !isObject && len(opt.Transfer) == 0:
		return c.serializePrimitive(v, opt.MaxBytes)
	case c.busy:
		return Serialize(c.vm, v, opt)
	case !c.orderedOnly && len(opt.Transfer) == 1 && o == opt.Transfer[0]:
		if rec := c.serializeBuffer(o, opt.MaxBytes); rec != nil {
			return rec, nil
		}
	}
	if c.canReadStorage() {
		if rec := c.serializePlain(v, opt); rec != nil {
			return rec, nil
		}
	}
	return c.serializeOrdered(v, opt)
}

// canReadStorage reports whether the plain way is open.
func (c *Cloner) canReadStorage() bool { return !c.orderedOnly && engine.Fast() }

// Deserialize makes a value out of r, and the values that were transferred with it, in the order of
// the transfer list.
//
// A record is received once: afterwards it is empty, whether Deserialize succeeded or not. The
// error is [ErrReceived], what a method of the [Host] returned, or an *[Error] or *goja.Exception
// if a value cannot be made. After an error everything that the record transferred is discarded.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structureddeserializewithtransfer
func (c *Cloner) Deserialize(r *Record) (v goja.Value, transferred []goja.Value, err error) {
	if !r.take() {
		return nil, nil, ErrReceived
	}
	return c.receive(r, false)
}

// DeserializeCopy makes a value out of r and leaves r for others to receive; several may do so at
// once. It fails if r transfers anything, or was received or discarded.
func (c *Cloner) DeserializeCopy(r *Record) (goja.Value, error) {
	if err := r.copyable(); err != nil {
		return nil, err
	}
	v, _, err := c.receive(r, true)
	return v, err
}

// receive makes the values of r. If r is shared, others receive it too; otherwise it is left empty.
func (c *Cloner) receive(r *Record, shared bool) (v goja.Value, transferred []goja.Value, err error) {
	switch {
	case r.isPrimitive():
		v = r.root.(goja.Value)
	case r.isPlain():
		v = c.build(r.flat)
	case r.isBuffer():
		v = c.receiveBuffer(r)
		transferred = []goja.Value{v}
	default:
		d := deserializer{c: c, rec: r, shared: shared}
		return d.run()
	}
	if !shared {
		r.empty()
	}
	return v, transferred, nil
}

// Clone serializes v and deserializes the record, as the global function structuredClone does.
//
//	copied, err := cloner.Clone(value, clone.Options{})
//
// https://html.spec.whatwg.org/multipage/structured-data.html#dom-structuredclone
func (c *Cloner) Clone(v goja.Value, opt Options) (goja.Value, error) {
	o, isObject := v.(*goja.Object)
	if isObject && len(opt.Transfer) == 0 && !c.busy && c.canReadStorage() {
		if v, ok, err := c.clonePlain(o, opt.MaxBytes); ok {
			return v, err
		}
	}
	// 1. Let serialized be ? StructuredSerializeWithTransfer(value, options["transfer"]).
	serialized, err := c.Serialize(v, opt)
	if err != nil {
		return nil, err
	}
	// 2. Let deserializeRecord be ? StructuredDeserializeWithTransfer(serialized, this's relevant realm).
	v, _, err = c.Deserialize(serialized)
	// 3. Return deserializeRecord.[[Deserialized]].
	return v, err
}

// objectPrototype returns %Object.prototype%.
func (c *Cloner) objectPrototype() *goja.Object {
	if c.protos[0] == nil {
		c.protos[0] = c.vm.NewObject().Prototype()
	}
	return c.protos[0]
}

// arrayPrototype returns %Array.prototype%.
func (c *Cloner) arrayPrototype() *goja.Object {
	if c.protos[1] == nil {
		c.protos[1] = c.vm.NewArray().Prototype()
	}
	return c.protos[1]
}

// returnStop stores recovered in err if it is an error that stops the engine. It panics again
// with anything else.
func returnStop(recovered any, err *error) {
	switch stop := recovered.(type) {
	case nil:
	case *goja.InterruptedError:
		*err = stop
	case *goja.StackOverflowError:
		*err = stop
	default:
		panic(recovered)
	}
}
