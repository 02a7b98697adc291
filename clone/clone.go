// Package clone copies JavaScript values between engines, as the standard's structured clone does.
//
// Serialize turns a value of one goja.Runtime into a [Record], which belongs to no runtime and may be handed to another
// goroutine; [Record.Deserialize] makes a value of another (or the same) runtime out of it. [FromGo] and [Record.ToGo] do
// the same for Go values, without an engine. Records are the only thing that may cross from one runtime to another.
//
//	record, err := clone.Serialize(vm, value, clone.Options{})
//	…
//	copied, _, err := record.Deserialize(otherVM, nil)
//
// Platform objects (ordinary objects with state attached by internal/slot) take part through [Serializable] and
// [Transferable]. Anything else that is backed by Go is refused with a DataCloneError.
//
// Nothing that a script can replace, such as Map.prototype.forEach or Symbol.iterator, is called or consulted, except
// where the standard says so: getters of enumerable properties run, an error's name is looked up on its prototype chain.
// Reading never depends on the state of the runtime. Making Maps, Sets, Dates, RegExps, errors and views needs the
// runtime's own constructors, however: a [Cloner] made before scripts run has them whatever scripts do later, while the
// package's functions take those that the global object has at the time.
//
// https://html.spec.whatwg.org/multipage/structured-data.html
package clone

import (
	"sync"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/props"
)

// Options are the arguments of [Serialize] besides the value.
type Options struct {
	// Transfer is the transfer list: ArrayBuffers and platform objects that are moved instead of copied. They are
	// detached if, and only if, Serialize succeeds.
	Transfer []*goja.Object

	// MaxBytes limits the approximate size of the record (see [Record.Size]); 0 means no limit. Past it Serialize fails
	// with an *Error named QuotaExceededError and nothing is transferred.
	MaxBytes int
}

// Serializable is implemented by the state of platform objects that can be cloned.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#serializable-objects
type Serializable interface {
	// CloneSerialize returns what is needed to make the copy. It is called on the goroutine of the object's runtime.
	// An *Error it returns (a DataCloneError, say) is thrown as is.
	CloneSerialize() (Serialized, error)
}

// Serialized is a serializable platform object within a record. It belongs to no runtime and may be deserialized by
// several at once. One that takes more than a few bytes says so, for [Options] MaxBytes, by a method CloneSize() int.
type Serialized interface {
	// CloneDeserialize makes the copy in vm. An error makes the whole record undeserializable ("messageerror").
	CloneDeserialize(vm *goja.Runtime, host any) (*goja.Object, error)
}

// Transferable is implemented by the state of platform objects that can be transferred.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#transferable-objects
type Transferable interface {
	// CloneDetached is the internal slot [[Detached]].
	CloneDetached() bool
	// CloneTransfer runs the transfer steps, which cannot fail. The object is detached afterwards.
	CloneTransfer() Transferred
}

// Transferred is a transferred platform object within a record. One of its methods is called, once. If the record turns
// out to be undeserializable after CloneReceive, the object that it returned is transferred again and that is discarded.
type Transferred interface {
	// CloneReceive runs the transfer-receiving steps in vm. If it fails it discards what was transferred.
	CloneReceive(vm *goja.Runtime, host any) (*goja.Object, error)
	// Discard is called when the record is never received.
	Discard()
}

// Cloner serializes and deserializes values of one runtime. It does what the package's functions do, but has the
// runtime's constructors from when it was made, so that scripts cannot influence what it makes, and it keeps its
// buffers from one call to the next. It may only be used on the goroutine that the runtime belongs to.
type Cloner struct {
	vm      *goja.Runtime
	ctors   constructors
	reader  *reader
	scratch scratch
	record  flatRecord      // what the fast way makes, before it is copied; or not, in Clone
	fast    serializer      // kept for its memory
	made    []*goja.Object  // the same of a builder
	records []Record        // for primitives, not used yet
	protos  [2]*goja.Object // %Object.prototype% and %Array.prototype%
	busy    bool            // a call is under way: a getter that clones gets buffers of its own
	slow    bool            // do without package props
}

// New returns a Cloner for vm. Call it before any script runs in vm.
func New(vm *goja.Runtime) *Cloner {
	c := &Cloner{vm: vm, reader: new(reader)}
	c.ctors.early = earlyConstructors.Of(vm)
	return c
}

// borrow returns a Cloner for one call, to be given back.
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

// Serialize makes a record of v.
//
// The error is an *[Error] (named DataCloneError or QuotaExceededError), the *goja.Exception that a getter of v threw, or
// the *goja.InterruptedError or *goja.StackOverflowError that stopped it, which the caller should pass on by panicking if
// it was called from a script.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
func Serialize(vm *goja.Runtime, v goja.Value, opt Options) (*Record, error) {
	c := borrow(vm)
	defer c.giveBack()
	return c.Serialize(v, opt)
}

// Serialize is the package's [Serialize] in the Cloner's runtime.
func (c *Cloner) Serialize(v goja.Value, opt Options) (rec *Record, err error) {
	if _, isObject := v.(*goja.Object); !isObject && len(opt.Transfer) == 0 {
		return c.serializePrimitive(v, opt.MaxBytes)
	}
	if rec := c.transferBuffer(v, opt); rec != nil {
		return rec, nil
	}
	if c.busy {
		return Serialize(c.vm, v, opt)
	}
	if rec := c.serializeFast(v, opt); rec != nil {
		return rec, nil
	}
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

// serializeFast returns nil if v is to be serialized in the order of the standard, where scripts may run; or cannot be.
func (c *Cloner) serializeFast(v goja.Value, opt Options) *Record {
	if c.slow || !props.Enabled() {
		return nil
	}
	defer c.endFast()
	if c.beginFast(v, opt) != nil {
		return nil
	}
	var rec *Record
	if made := c.scratch.result(); len(made.objects) > 0 {
		rec = &newFlatRecord(made).Record
	} else {
		rec = &Record{}
	}
	rec.root, rec.size, rec.parts = c.record.root, c.record.size, c.record.parts
	return rec
}

// beginFast serializes v into c.record and c.scratch.
func (c *Cloner) beginFast(v goja.Value, opt Options) error {
	c.scratch.inOrder = true
	c.fast = serializer{c: c, max: opt.MaxBytes, rec: &c.record.Record, fast: true}
	return c.fast.serializeWithTransfer(v, opt.Transfer)
}

func (c *Cloner) endFast() {
	c.fast = serializer{}
	c.record.root, c.record.size, c.record.parts, c.record.Record.flat, c.record.flat = nil, 0, nil, nil, flat{}
	c.scratch.reset()
	c.reader.release()
}

// serializePrimitive needs no scratch memory and runs no script.
func (c *Cloner) serializePrimitive(v goja.Value, maxBytes int) (*Record, error) {
	if len(c.records) == 0 {
		c.records = make([]Record, primitivesAtOnce)
	}
	s := serializer{c: c, max: maxBytes, rec: &c.records[0]}
	var err error
	if s.rec.root, err = s.value(v); err != nil {
		s.rec.size = 0
		return nil, err
	}
	c.records = c.records[1:]
	return s.rec, nil
}

// primitivesAtOnce is how many records of primitives are allocated at once. They are all kept while one of them is waiting,
// but not what is in those that were received.
const primitivesAtOnce = 16

// Deserialize makes a value of vm out of r, and the values that were transferred, in the order of the transfer list.
// host is handed to [Serialized] and [Transferred] as it is.
//
// A record is received once: afterwards, whether it succeeded or not, it is empty. The error is what a Serialized or
// Transferred returned, [ErrReceived], or an *[Error] or *goja.Exception where a value cannot be made in vm. After an
// error everything that the record transferred is discarded.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structureddeserializewithtransfer
func (r *Record) Deserialize(vm *goja.Runtime, host any) (v goja.Value, transferred []goja.Value, err error) {
	c := borrow(vm)
	defer c.giveBack()
	return c.Deserialize(r, host)
}

// Deserialize is [Record.Deserialize] in the Cloner's runtime.
func (c *Cloner) Deserialize(r *Record, host any) (v goja.Value, transferred []goja.Value, err error) {
	if !r.take() {
		return nil, nil, ErrReceived
	}
	if v := c.deserializeSimple(r); v != nil {
		r.root, r.flat = nil, nil
		return v, nil, nil
	}
	if r.root == goja.Value(bufferRoot) { // made by transferBuffer: nothing can fail
		v := c.vm.ToValue(c.vm.NewArrayBuffer(r.parts.transfer[0].bytes))
		r.root, r.parts = nil, nil
		return v, []goja.Value{v}, nil
	}
	d := deserializer{c: c, rec: r, host: host}
	return d.run()
}

// deserializeSimple makes the value of a record of primitives, plain objects and arrays only, which are most. It returns
// nil for others.
func (c *Cloner) deserializeSimple(r *Record) goja.Value {
	switch _, isNode := r.root.(*node); {
	case !r.Plain():
		return nil
	case isNode:
		return c.build(r.flat)
	}
	return r.root
}

// build makes the objects of f, which has neither nodes nor collections, and returns the first.
func (c *Cloner) build(f *flat) goja.Value {
	b := newBuilder(c, f)
	_ = b.build() // only the others can fail
	root := b.made[0]
	b.close()
	return root
}

// DeserializeCopy receives a copy of a record, which stays for others to receive, several at once if they like. It fails
// if the record transfers anything, or is gone.
func (c *Cloner) DeserializeCopy(r *Record, host any) (goja.Value, error) {
	if err := r.copyable(); err != nil {
		return nil, err
	}
	if v := c.deserializeSimple(r); v != nil {
		return v, nil
	}
	d := deserializer{c: c, rec: r, host: host, shared: true}
	v, _, err := d.run()
	return v, err
}

// Clone is Serialize and Deserialize in one.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#dom-structuredclone
func (c *Cloner) Clone(v goja.Value, opt Options, host any) (goja.Value, error) {
	if _, isObject := v.(*goja.Object); isObject && !c.slow && !c.busy && props.Enabled() && len(opt.Transfer) == 0 {
		if v, ok, err := c.cloneFast(v, opt); ok {
			return v, err
		}
	}
	rec, err := c.Serialize(v, opt)
	if err != nil {
		return nil, err
	}
	v, _, err = c.Deserialize(rec, host)
	return v, err
}

// cloneFast returns false for what is not made of plain objects, arrays, Maps and Sets only.
func (c *Cloner) cloneFast(v goja.Value, opt Options) (copied goja.Value, ok bool, err error) {
	if props.KindOf(v.(*goja.Object)) == props.Other {
		return nil, false, nil
	}
	c.busy = true
	defer func() {
		c.busy = false
		c.endFast()
	}()
	rec := &c.record
	if c.beginFast(v, opt) != nil || len(c.scratch.nodes) > 0 {
		return nil, false, nil
	}
	rec.flat = c.scratch.result()
	if !rec.flat.collections {
		return c.build(&rec.flat), true, nil
	}
	rec.Record.flat = &rec.flat
	d := deserializer{c: c, rec: &rec.Record}
	copied, _, err = d.run()
	return copied, true, err
}

// run calls deserializeWithTransfer.
func (d *deserializer) run() (v goja.Value, transferred []goja.Value, err error) {
	done := false
	defer func() {
		d.c.reader.release()
		if !done {
			d.discard()
			v, transferred = nil, nil
		}
		returnStop(recover(), &err)
	}()
	if ex := d.c.vm.Try(func() { v, err = d.deserializeWithTransfer() }); ex != nil {
		err = ex
	}
	done = err == nil
	return v, d.transferred, err
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

// returnStop returns what stopped the engine as an error; everything else that was recovered goes on panicking.
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
