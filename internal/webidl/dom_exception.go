package webidl

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/inspect"
)

// DOMException is the state of a DOMException object. It is serializable.
//
// https://webidl.spec.whatwg.org/#idl-DOMException
type DOMException struct {
	realm   *Realm
	object  *goja.Object
	name    goja.Value
	message goja.Value
}

// ExceptionState is implemented by the state of every object that implements DOMException.
type ExceptionState interface{ Exception() *DOMException }

// Exception returns e.
func (e *DOMException) Exception() *DOMException { return e }

// String returns the name and the message.
func (e *DOMException) String() string { return ErrorText(e.name.String(), e.message.String()) }

// errorNames are the error names and their legacy codes.
//
// https://webidl.spec.whatwg.org/#idl-DOMException-error-names
var errorNames = []struct {
	name     string
	constant string // "" for the names that have no legacy code
	code     int
}{
	{"IndexSizeError", "INDEX_SIZE_ERR", 1},
	{"", "DOMSTRING_SIZE_ERR", 2},
	{"HierarchyRequestError", "HIERARCHY_REQUEST_ERR", 3},
	{"WrongDocumentError", "WRONG_DOCUMENT_ERR", 4},
	{"InvalidCharacterError", "INVALID_CHARACTER_ERR", 5},
	{"", "NO_DATA_ALLOWED_ERR", 6},
	{"NoModificationAllowedError", "NO_MODIFICATION_ALLOWED_ERR", 7},
	{"NotFoundError", "NOT_FOUND_ERR", 8},
	{"NotSupportedError", "NOT_SUPPORTED_ERR", 9},
	{"InUseAttributeError", "INUSE_ATTRIBUTE_ERR", 10},
	{"InvalidStateError", "INVALID_STATE_ERR", 11},
	{"SyntaxError", "SYNTAX_ERR", 12},
	{"InvalidModificationError", "INVALID_MODIFICATION_ERR", 13},
	{"NamespaceError", "NAMESPACE_ERR", 14},
	{"InvalidAccessError", "INVALID_ACCESS_ERR", 15},
	{"", "VALIDATION_ERR", 16},
	{"TypeMismatchError", "TYPE_MISMATCH_ERR", 17},
	{"SecurityError", "SECURITY_ERR", 18},
	{"NetworkError", "NETWORK_ERR", 19},
	{"AbortError", "ABORT_ERR", 20},
	{"URLMismatchError", "URL_MISMATCH_ERR", 21},
	{"QuotaExceededError", "QUOTA_EXCEEDED_ERR", 22},
	{"TimeoutError", "TIMEOUT_ERR", 23},
	{"InvalidNodeTypeError", "INVALID_NODE_TYPE_ERR", 24},
	{"DataCloneError", "DATA_CLONE_ERR", 25},
}

// legacyCodes maps the error names to their legacy codes.
var legacyCodes = func() map[string]int {
	m := map[string]int{}
	for _, e := range errorNames {
		if e.name != "" {
			m[e.name] = e.code
		}
	}
	return m
}()

// Interface returns the interface of the object.
func (*DOMException) Interface() *Interface { return DOMExceptionInterface }

// DOMExceptionInterface is the interface DOMException.
var DOMExceptionInterface = &Interface{
	Name: "DOMException",
	Is:   func(state any) bool { _, ok := state.(ExceptionState); return ok },
	PrototypeParent: func(r *Realm) *goja.Object {
		return r.VM.NewTypeError().Prototype().Prototype() // %TypeError.prototype%'s is %Error.prototype%
	},
	Constructor: &Constructor{New: func(c Call) any {
		// https://webidl.spec.whatwg.org/#dom-domexception-domexception
		e := &DOMException{realm: c.Realm, object: c.This, name: errorName, message: EmptyString}
		if c.Has(0) {
			e.message = c.DOMString(c.Args[0])
		}
		if c.Has(1) {
			e.name = c.DOMString(c.Args[1])
		}
		defineStack(c.Realm, e)
		return e
	}},
	Constants: func() (constants []Constant) {
		for _, e := range errorNames {
			constants = append(constants, Constant{Name: e.constant, Value: e.code})
		}
		return constants
	}(),
	Attributes: []Attribute{
		{Name: "name", Get: func(c Call) goja.Value { return c.State.(ExceptionState).Exception().name }},
		{Name: "message", Get: func(c Call) goja.Value { return c.State.(ExceptionState).Exception().message }},
		{Name: "code", Get: func(c Call) goja.Value {
			// https://webidl.spec.whatwg.org/#dom-domexception-code
			return c.VM.ToValue(legacyCodes[c.State.(ExceptionState).Exception().name.String()])
		}},
	},
}

var errorName = ASCIIString("Error")

// NewDOMException returns a new DOMException. If name is "QuotaExceededError", which used to be one
// of its names, it returns a new QuotaExceededError.
//
// https://webidl.spec.whatwg.org/#js-creating-throwing-exceptions
func (r *Realm) NewDOMException(name, message string) *goja.Object {
	vm := r.VM
	e := DOMException{realm: r, name: vm.ToValue(name), message: vm.ToValue(message)}
	if name == QuotaExceededErrorInterface.Name {
		q := &QuotaExceededError{DOMException: e}
		q.object = r.New(q)
		defineStack(r, &q.DOMException)
		return q.object
	}
	e.object = r.New(&e)
	defineStack(r, &e)
	return e.object
}

// defineStack defines the own property stack that errors have in every engine.
func defineStack(r *Realm, e *DOMException) {
	stack := e.String() + "\n" + inspect.Frames(r.VM.CaptureCallStack(0, nil))
	if err := e.object.DefineDataProperty("stack", r.VM.ToValue(stack), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
}

// InspectProperties returns the properties that console.log shows of the exception.
func (e *DOMException) InspectProperties() []inspect.Property {
	return []inspect.Property{
		{Name: "name", Value: e.name},
		{Name: "message", Value: e.message},
		{Name: "stack", Value: e.stack()},
	}
}

// stack returns the value of the own property stack if that is a string, otherwise the empty
// string. It runs no getter.
func (e *DOMException) stack() goja.Value {
	if stack, ok := e.realm.Intrinsics.OwnData(e.object, "stack").(goja.String); ok {
		return stack
	}
	return EmptyString
}

// CloneSerialize runs the serialization steps, with the stack, which the standard recommends.
//
// https://webidl.spec.whatwg.org/#idl-DOMException (serialization steps)
func (e *DOMException) CloneSerialize() (clone.Serialized, error) {
	return serializedException{shared(e.name), shared(e.message), shared(e.stack())}, nil
}

// serializedException is a DOMException in a record. Its strings belong to no engine.
type serializedException struct{ name, message, stack goja.Value }

// Error returns the name and the message. It makes the DOMException an error for Go code that
// receives it.
func (d serializedException) Error() string { return ErrorText(d.name.String(), d.message.String()) }

// CloneSize returns the length of the strings, which counts for the limit on messages.
func (d serializedException) CloneSize() int {
	n := 0
	for _, s := range []goja.Value{d.name, d.message, d.stack} {
		n += s.(goja.String).Length()
	}
	return n
}

// shared returns s in a form that several engines can use at once: to return the length, the engine
// converts a string that came from Go to its final form.
func shared(s goja.Value) goja.Value {
	s.(goja.String).Length()
	return s
}

// CloneDeserialize runs the deserialization steps.
func (d serializedException) CloneDeserialize(r *Realm) (*goja.Object, error) {
	e := &DOMException{realm: r, name: d.name, message: d.message}
	e.object = r.New(e)
	if err := e.object.DefineDataProperty("stack", d.stack, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return nil, err
	}
	return e.object, nil
}

// QuotaExceededError is the state of a QuotaExceededError object.
//
// https://webidl.spec.whatwg.org/#quotaexceedederror
type QuotaExceededError struct {
	DOMException
	quota     goja.Value // nil if it was not given
	requested goja.Value
}

// Interface returns the interface of the object.
func (*QuotaExceededError) Interface() *Interface { return QuotaExceededErrorInterface }

// QuotaExceededErrorInterface is the interface QuotaExceededError.
var QuotaExceededErrorInterface = &Interface{
	Name:   "QuotaExceededError",
	Parent: DOMExceptionInterface,
	Is:     func(state any) bool { _, ok := state.(*QuotaExceededError); return ok },
	Constructor: &Constructor{New: func(c Call) any {
		// https://webidl.spec.whatwg.org/#dom-quotaexceedederror-quotaexceedederror
		e := &QuotaExceededError{DOMException: DOMException{realm: c.Realm, object: c.This, name: quotaExceeded, message: EmptyString}}
		// 1. Set this's name to "QuotaExceededError".
		// 2. Set this's message to message.
		if c.Has(0) {
			e.message = c.DOMString(c.Args[0])
		}
		options := c.Dictionary(1, "QuotaExceededErrorOptions")
		// 3. If options["quota"] is present: if it is less than 0, then throw a RangeError; set
		//    this's quota to it.
		e.quota = nonNegative(c, options, "quota")
		// 4. If options["requested"] is present: likewise.
		e.requested = nonNegative(c, options, "requested")
		// 5. If this's quota is not null, this's requested is not null, and this's requested is
		//    less than this's quota, then throw a RangeError.
		if e.quota != nil && e.requested != nil && e.requested.ToFloat() < e.quota.ToFloat() {
			panic(c.NewRangeError(c.Context() + "requested must not be less than quota."))
		}
		defineStack(c.Realm, &e.DOMException)
		return e
	}},
	Attributes: []Attribute{
		{Name: "quota", Get: func(c Call) goja.Value { return OrNull(c.State.(*QuotaExceededError).quota) }},
		{Name: "requested", Get: func(c Call) goja.Value { return OrNull(c.State.(*QuotaExceededError).requested) }},
	},
}

var quotaExceeded = ASCIIString("QuotaExceededError")

// nonNegative converts a member to a number. It throws if the number is negative, and returns nil
// if the member is absent.
func nonNegative(c Call, d Dictionary, member string) goja.Value {
	v := d.Get(member)
	if v == nil {
		return nil
	}
	x := c.Double(v, "member "+member)
	if x < 0 {
		panic(c.NewRangeError(c.Context() + member + " must not be negative."))
	}
	return c.VM.ToValue(x)
}

// CloneSerialize runs the serialization steps of QuotaExceededError.
func (e *QuotaExceededError) CloneSerialize() (clone.Serialized, error) {
	base, err := e.DOMException.CloneSerialize()
	if err != nil {
		return nil, err
	}
	return serializedQuota{base.(serializedException), e.quota, e.requested}, nil
}

// serializedQuota is a QuotaExceededError in a record. Its numbers belong to no engine.
type serializedQuota struct {
	serializedException
	quota, requested goja.Value
}

// CloneDeserialize runs the deserialization steps.
func (d serializedQuota) CloneDeserialize(r *Realm) (*goja.Object, error) {
	e := &QuotaExceededError{quota: d.quota, requested: d.requested}
	e.realm = r
	e.name, e.message = d.name, d.message
	e.object = r.New(e)
	if err := e.object.DefineDataProperty("stack", d.stack, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return nil, err
	}
	return e.object, nil
}
