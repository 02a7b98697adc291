package clone

import (
	"slices"
	"sync/atomic"

	"github.com/dop251/goja"
)

// Record is a serialized value. It belongs to no runtime: it may be handed to another goroutine, which then receives it
// once, by Deserialize, ToGo or Decode, or throws it away by Discard.
type Record struct {
	root  goja.Value
	flat  *flat // nil if there is no plain object or array in it
	size  int
	parts *parts      // nil in most records
	gone  atomic.Bool // received or discarded
}

// parts is what few records have.
type parts struct {
	buffers  [][]byte // the contents of the ArrayBuffers that were copied, by node.number
	transfer []dataHolder
	shared   int32 // how many nodes are referred to from several places: the largest node.shared
}

var noParts parts

// has returns the parts of r, to be read only.
func (r *Record) has() *parts {
	if r.parts == nil {
		return &noParts
	}
	return r.parts
}

// add returns the parts of r, to be added to.
func (r *Record) add() *parts {
	if r.parts == nil {
		r.parts = &parts{}
	}
	return r.parts
}

// addBuffer adds the contents of an ArrayBuffer and returns its number.
func (r *Record) addBuffer(data []byte) uint32 {
	p := r.add()
	p.buffers = append(p.buffers, data)
	return uint32(len(p.buffers) - 1)
}

// share numbers a node that is referred to once more.
func (r *Record) share(n *node) {
	if n.shared == 0 {
		p := r.add()
		p.shared++
		n.shared = p.shared
	}
}

// dataHolder is what a transferred object becomes: the bytes of an ArrayBuffer or a platform object.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
type dataHolder struct {
	bytes  []byte
	object Transferred // nil for an ArrayBuffer
}

// Plain reports whether the record has nothing but primitives, plain objects and arrays. Such a record can always be
// deserialized, and nothing else happens by it.
func (r *Record) Plain() bool {
	if r.parts != nil {
		return false
	}
	n, isNode := r.root.(*node)
	return !isNode || n == flatRoot && (r.flat.refs == nil || len(r.flat.refs.nodes) == 0) && !r.flat.collections
}

// Size returns the approximate number of bytes that the record takes, those of transferred ArrayBuffers included.
func (r *Record) Size() int { return r.size }

// Discard is to be called for a record that will never be received: it discards what was transferred. It does nothing
// to one that was received or discarded already. Any goroutine may call it.
func (r *Record) Discard() {
	if r.take() {
		discardAll(r.has().transfer)
		r.root, r.flat, r.parts = nil, nil, nil
	}
}

// Copy returns a record that can be received besides r, as sending one message to many receivers takes. Only the
// contents of ArrayBuffers are copied. It fails if the record transfers anything, or is gone.
func (r *Record) Copy() (*Record, error) {
	if err := r.copyable(); err != nil {
		return nil, err
	}
	twin := &Record{root: r.root, flat: r.flat, size: r.size}
	if r.parts != nil {
		twin.parts = &parts{shared: r.parts.shared}
		for _, b := range r.parts.buffers {
			twin.addBuffer(slices.Clone(b))
		}
	}
	return twin, nil
}

func (r *Record) copyable() error {
	if r.gone.Load() {
		return ErrReceived
	}
	if len(r.has().transfer) > 0 {
		return errTransferOnce
	}
	return nil
}

// take reports whether the caller is the one who receives or discards the record.
func (r *Record) take() bool { return !r.gone.Swap(true) }

func discardAll(holders []dataHolder) {
	for _, h := range holders {
		if h.object != nil {
			h.object.Discard()
		}
	}
}

// node is a serialized object, except for the plain objects and arrays that are in a [flat].
//
// Primitive values are in records as they are in the engine: goja's primitives are immutable and belong to no runtime.
// A *node is a goja.Value, by the nil Object that it embeds, so that values and objects lie in one slice, laid out as the
// engine itself keeps the elements of an array and, with the keys, the properties of a plain object. It is never handed
// to the engine. Once serialized a node does not change: several goroutines may read it.
type node struct {
	*goja.Object
	kind   kind
	view   viewType
	shared int32  // from 1: numbers the nodes that are referred to from several places; 0: referred to once
	number uint32 // length of an array; place of an object in flat.objects; place of an ArrayBuffer in parts.buffers, of what is transferred in parts.transfer

	// vals are the values of a plain object's properties; of a Map keys and values by turns; of a Set the members; of a
	// view the ArrayBuffer; of an error the cause, if it has one; of a Number or the like the primitive. Of an array
	// they are the elements from 0 up to the first hole, those after it (at says where), and the other properties.
	vals []goja.Value
	keys []goja.Value // strings: the names of the properties
	at   []uint32

	extra any // what else the kind needs: dateData, errorData, regExpData, viewData, Serialized
}

// flatRoot refers to the first object of a flat.
var flatRoot = &node{kind: kindFlat}

// errorData is node.extra of kindError. Its strings are nil where undefined.
type errorData struct {
	name           constructor
	message, stack goja.Value
}

// regExpData is node.extra of kindRegExp.
type regExpData struct {
	source goja.Value
	flags  string
}

// viewData is node.extra of views. Offset and length are in bytes for a DataView, otherwise the length is in elements.
type viewData struct {
	offset, length int64
}

// dateData is node.extra of kindDate.
type dateData struct {
	valid bool
	ms    int64
}

// The approximate bytes that things in a record take.
const (
	valueSize = 16
	nodeSize  = 128
)

// keyValue makes a property key for the built-ins that take one.
func keyValue(name string) goja.Value {
	return noRuntime.ToValue(name)
}

// noRuntime makes values of Go's primitive types, which belong to no runtime.
var noRuntime *goja.Runtime
