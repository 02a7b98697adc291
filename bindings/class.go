package bindings

import (
	"errors"
	"fmt"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// Class describes a class of the embedder's own. Its objects are like those of the web's
// interfaces: ordinary JavaScript objects that carry a Go value, their state, which scripts can
// neither see nor forge. The attributes, the methods and their errors get the shape that Web IDL
// prescribes.
//
// [Define] makes a [Definition] of it, and [WithClass] adds the definition to scopes.
//
// https://webidl.spec.whatwg.org/#js-interfaces
type Class[T any] struct {
	// Name is the name of the class and of the property of the global object.
	Name string
	// New returns the state of a new object. If it is nil, new throws a TypeError.
	New func(c *Call) (*T, error)
	// Length is the number of required arguments of New. With fewer, new throws a TypeError.
	Length     int
	Attributes []Attribute[T]
	Methods    []Method[T]

	// Serialize returns the data of a clone of an object, and the approximate number of bytes of
	// the data. The data must belong to no runtime, and nobody may change it afterwards, since
	// several receivers may use it at once. If Serialize is nil, objects cannot be cloned.
	//
	// https://html.spec.whatwg.org/multipage/structured-data.html#serializable-objects
	Serialize func(state *T) (data any, bytes int, err error)
	// Deserialize returns the state of a clone. Its error is a messageerror event where the message
	// arrives, or the DataCloneError of structuredClone.
	Deserialize func(data any) (*T, error)

	// Transfer moves the contents of an object that is transferred to data. If it is nil, objects
	// cannot be transferred.
	//
	// https://html.spec.whatwg.org/multipage/structured-data.html#transferable-objects
	Transfer func(state *T) (data any)
	// Receive returns the state of the new object, to which it moves data. Its error is as that of
	// Deserialize, and data is discarded.
	Receive func(data any) (*T, error)
	// Discard, if it is not nil, releases data that nobody will receive. It may be called from any
	// goroutine.
	Discard func(data any)
}

// Attribute is an attribute of a [Class]. It is read only if it has no Set.
type Attribute[T any] struct {
	Name string
	Get  func(this *T, c *Call) (goja.Value, error)
	Set  func(this *T, c *Call, v goja.Value) error
}

// Method is a method of a [Class]. Length is the number of its required arguments; a call with
// fewer throws a TypeError.
type Method[T any] struct {
	Name   string
	Length int
	Call   func(this *T, c *Call) (goja.Value, error)
}

// Call is one call of a member of a [Class]. It belongs to the goroutine of the scope and must not
// be kept.
//
// If a member returns an error, the call throws it: an exception of the engine as it is, a
// [*Refusal] as a DOMException, any other error as the GoError that goja makes of it.
type Call struct {
	Args []goja.Value
	call webidl.Call
}

// VM returns the engine.
func (c *Call) VM() *goja.Runtime { return c.call.VM }

// Scope returns the scope that the call is made in.
func (c *Call) Scope() *Scope { return &Scope{scope.Of(c.call)} }

// Arg returns argument i, or undefined if there are fewer.
func (c *Call) Arg(i int) goja.Value { return c.call.Arg(i) }

// Object returns the object that the member was called on, or that is being constructed.
func (c *Call) Object() *goja.Object { return c.call.This }

// Definition is the result of [Define] for a [Class]. It belongs to no engine, and any number of
// scopes on any goroutines may use it.
type Definition[T any] struct {
	class Class[T]
	table *webidl.Interface
}

// AnyDefinition is implemented by every [Definition].
type AnyDefinition interface{ interfaceTable() *webidl.Interface }

func (d *Definition[T]) interfaceTable() *webidl.Interface { return d.table }

// Define defines a class. It panics if the class has no name, if a member has no function or the
// name of another one, or if objects can be sent but not received: Serialize goes with Deserialize,
// and Transfer with Receive.
//
//	var Counter = bindings.Define(bindings.Class[counter]{
//		Name: "Counter",
//		New:  func(*bindings.Call) (*counter, error) { return new(counter), nil },
//		Methods: []bindings.Method[counter]{{Name: "next", Call: func(this *counter, c *bindings.Call) (goja.Value, error) {
//			this.n++
//			return c.VM().ToValue(this.n), nil
//		}}},
//	})
func Define[T any](class Class[T]) *Definition[T] {
	switch {
	case class.Name == "":
		panic("bindings: Define of a class without a name")
	case (class.Serialize == nil) != (class.Deserialize == nil):
		panic("bindings: Define of " + class.Name + ": Serialize goes with Deserialize")
	case (class.Transfer == nil) != (class.Receive == nil):
		panic("bindings: Define of " + class.Name + ": Transfer goes with Receive")
	}
	taken := map[string]bool{"": true, "constructor": true}
	member := func(name string, hasFunction bool) {
		switch {
		case taken[name]:
			panic(fmt.Sprintf("bindings: Define of %s: a member cannot have the name %q, or another one has it", class.Name, name))
		case !hasFunction:
			panic(fmt.Sprintf("bindings: Define of %s: the member %s has no function", class.Name, name))
		}
		taken[name] = true
	}
	for _, a := range class.Attributes {
		member(a.Name, a.Get != nil)
	}
	for _, m := range class.Methods {
		member(m.Name, m.Call != nil)
	}
	d := &Definition[T]{class: class}
	d.table = &webidl.Interface{Name: class.Name, Is: func(state any) bool { _, ok := d.stateOf(state); return ok }}
	if class.New != nil {
		d.table.Constructor = &webidl.Constructor{Length: class.Length, New: func(c webidl.Call) any {
			state, err := class.New(&Call{c.Args, c})
			if err == nil && state == nil {
				err = errNoState
			}
			throw(c, err)
			return d.wrap(state)
		}}
	}
	for _, a := range class.Attributes {
		attribute := webidl.Attribute{Name: a.Name, Get: func(c webidl.Call) goja.Value {
			return d.result(c, a.Get)
		}}
		if a.Set != nil {
			attribute.Set = func(c webidl.Call, v goja.Value) {
				state, _ := d.stateOf(c.State)
				throw(c, a.Set(state, &Call{c.Args, c}, v))
			}
		}
		d.table.Attributes = append(d.table.Attributes, attribute)
	}
	for _, m := range class.Methods {
		d.table.Operations = append(d.table.Operations, webidl.Operation{
			Name: m.Name, Length: m.Length, Call: func(c webidl.Call) goja.Value { return d.result(c, m.Call) },
		})
	}
	return d
}

// WithClass defines a class in the scope: its interface object becomes a property of the global
// object, and objects of the class can arrive in messages. The interface object is made when a
// script first asks for it. Install returns an error if the global object has a property of that
// name already.
//
//	scope, err := bindings.Install(vm, loop, bindings.WithClass(Image))
func WithClass(d AnyDefinition) Option {
	return func(o *options) { o.classes = append(o.classes, d) }
}

// installClasses defines classes on the global object.
func (s *Scope) installClasses(classes []AnyDefinition) error {
	realm := s.core.Realm
	if len(classes) == 0 {
		return nil
	}
	taken := map[string]bool{}
	for _, name := range realm.Global().GetOwnPropertyNames() {
		taken[name] = true
	}
	for _, d := range classes {
		if d == nil {
			return errors.New("bindings: WithClass(nil): give it what Define returned")
		}
		name := d.interfaceTable().Name
		if taken[name] {
			return fmt.Errorf("bindings: WithClass: the global object has a property %s already; give the class another name", name)
		}
		taken[name] = true
	}
	return realm.Batch(func() {
		for _, d := range classes {
			realm.Install(d.interfaceTable())
		}
	})
}

// New returns a new object of the class in s. It is called on the goroutine of the scope.
func (d *Definition[T]) New(s *Scope, state *T) *goja.Object {
	return s.core.Realm.New(d.wrap(state))
}

// State returns the state of v. ok reports whether v is an object of the class in s. It is called
// on the goroutine of the scope.
func (d *Definition[T]) State(s *Scope, v goja.Value) (state *T, ok bool) {
	return d.stateOf(s.core.Realm.State(v))
}

// result calls a getter or a method and returns its result. It throws if that returns an error.
func (d *Definition[T]) result(c webidl.Call, f func(*T, *Call) (goja.Value, error)) goja.Value {
	state, _ := d.stateOf(c.State)
	v, err := f(state, &Call{c.Args, c})
	throw(c, err)
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// throw throws err, the error of a member, unless it is nil.
func throw(c webidl.Call, err error) {
	switch e := err.(type) {
	case nil:
	case *goja.Exception, *goja.InterruptedError, *goja.StackOverflowError:
		panic(err)
	case *Refusal:
		c.Throw(e.Name, "%s", e.Message)
	default:
		panic(c.VM.NewGoError(err))
	}
}

// instance is the state of an object. It is wrapped in one of the types below if the object can be
// cloned or transferred, since package clone finds that out with a type assertion.
type instance[T any] struct {
	definition *Definition[T]
	state      *T
}

// Interface returns the interface of the object.
func (i *instance[T]) Interface() *webidl.Interface { return i.definition.table }

// self returns the instance that the types below embed.
func (i *instance[T]) self() *instance[T] { return i }

// serializable is an instance that can be cloned.
type serializable[T any] struct{ *instance[T] }

// CloneSerialize runs the serialization steps.
func (i serializable[T]) CloneSerialize() (clone.Serialized, error) {
	data, bytes, err := i.definition.class.Serialize(i.state)
	if err != nil {
		return nil, i.definition.cloneError(err)
	}
	return serialized[T]{i.definition, data, bytes}, nil
}

// transferable is an instance that can be transferred.
type transferable[T any] struct {
	*instance[T]
	detached bool
}

// CloneDetached returns the [[Detached]] internal slot.
func (i *transferable[T]) CloneDetached() bool { return i.detached }

// CloneTransfer runs the transfer steps.
func (i *transferable[T]) CloneTransfer() clone.Transferred {
	i.detached = true
	return &transferred[T]{i.definition, i.definition.class.Transfer(i.state)}
}

// serializableAndTransferable is an instance that can be cloned or transferred.
type serializableAndTransferable[T any] struct{ *transferable[T] }

// CloneSerialize runs the serialization steps.
func (i serializableAndTransferable[T]) CloneSerialize() (clone.Serialized, error) {
	return serializable[T]{i.self()}.CloneSerialize()
}

// wrap returns the state of a new platform object.
func (d *Definition[T]) wrap(state *T) webidl.PlatformState {
	i := &instance[T]{d, state}
	switch {
	case d.class.Serialize != nil && d.class.Transfer != nil:
		return serializableAndTransferable[T]{&transferable[T]{instance: i}}
	case d.class.Serialize != nil:
		return serializable[T]{i}
	case d.class.Transfer != nil:
		return &transferable[T]{instance: i}
	}
	return i
}

// stateOf returns the T in the state of a platform object. It returns false if the object is not of
// this class.
func (d *Definition[T]) stateOf(state any) (*T, bool) {
	if i, ok := state.(interface{ self() *instance[T] }); ok && i.self().definition == d {
		return i.self().state, true
	}
	return nil, false
}

// receive returns a new object with a state that arrived. It returns a DataCloneError for an error
// of the class, and where the class is not defined.
func (d *Definition[T]) receive(r *webidl.Realm, state *T, err error) (*goja.Object, error) {
	switch {
	case err != nil || state == nil:
		return nil, d.cloneError(err)
	case !r.Installed(d.table):
		return nil, &clone.Error{
			Name: "DataCloneError",
			Message: "An object of the class " + d.class.Name +
				" arrived where that is not defined: give this scope WithClass too.",
		}
	}
	return r.New(d.wrap(state)), nil
}

// toGo returns a state for Go code, as an any that is never a typed nil.
func (d *Definition[T]) toGo(state *T, err error) (any, error) {
	if err != nil || state == nil {
		return nil, d.cloneError(err)
	}
	return state, nil
}

// cloneError returns the DataCloneError for an error of the class. If err is nil, the class
// returned a nil state.
func (d *Definition[T]) cloneError(err error) error {
	if err == nil {
		err = errNoState
	}
	return &clone.Error{Name: "DataCloneError", Message: d.class.Name + ": " + err.Error()}
}

// errNoState is the error for a function of a class that returns neither a state nor an error.
var errNoState = errors.New("the class returned a nil state")

// serialized is a cloned object in a record.
type serialized[T any] struct {
	definition *Definition[T]
	data       any
	bytes      int
}

// CloneSize returns the approximate number of bytes that the receiver will hold on to.
func (s serialized[T]) CloneSize() int { return s.bytes }

// CloneDeserialize runs the deserialization steps.
func (s serialized[T]) CloneDeserialize(r *webidl.Realm) (*goja.Object, error) {
	state, err := s.definition.class.Deserialize(s.data)
	return s.definition.receive(r, state, err)
}

// CloneToGo returns the state of the clone, for Go code that receives the message.
func (s serialized[T]) CloneToGo() (any, error) {
	return s.definition.toGo(s.definition.class.Deserialize(s.data))
}

// transferred is a transferred object in a record.
type transferred[T any] struct {
	definition *Definition[T]
	data       any
}

// CloneReceive runs the transfer-receiving steps.
func (t *transferred[T]) CloneReceive(h clone.Host) (*goja.Object, error) {
	state, err := t.definition.class.Receive(t.data)
	return t.definition.receive(scope.OfHost(h).Realm, state, err)
}

// CloneToGo returns the state of the object, for Go code that receives the message.
func (t *transferred[T]) CloneToGo() (any, error) {
	return t.definition.toGo(t.definition.class.Receive(t.data))
}

// Discard releases the data because nobody will receive it.
func (t *transferred[T]) Discard() {
	if discard := t.definition.class.Discard; discard != nil {
		discard(t.data)
	}
}
