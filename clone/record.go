package clone

import (
	"math"
	"slices"
	"sync/atomic"

	"github.com/dop251/goja"
)

// Record is a serialized value. It belongs to no runtime and may be handed to another goroutine. It
// is received once, by Deserialize, ToGo or Decode, or thrown away by Discard. If it must reach
// several receivers, see [Record.Copy] and [Cloner.DeserializeCopy].
type Record struct {
	root  item
	flat  *flat // the objects that were read in the plain way; nil if there are none
	size  int
	parts *parts      // nil in most records
	gone  atomic.Bool // received or discarded
}

// item is a serialized value: a primitive goja.Value, or a *node for an object. goja's primitives
// are immutable and belong to no runtime, so records have them as they are.
type item any

// parts holds what few records have.
type parts struct {
	buffers  [][]byte     // the contents of the ArrayBuffers that were copied, by node.number
	transfer []dataHolder // [[TransferDataHolders]]
	shared   int32        // the number of nodes that several places refer to: the largest node.shared
}

var noParts parts

// has returns the parts of r, for reading only.
func (r *Record) has() *parts {
	if r.parts == nil {
		return &noParts
	}
	return r.parts
}

// add returns the parts of r, for adding to them.
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

// grow adds to the size, which stays at the largest int instead of overflowing. Strings and Blobs
// are counted each time that they occur, although records share their contents.
func (r *Record) grow(bytes int) {
	if r.size += bytes; r.size < 0 {
		r.size = math.MaxInt
	}
}

// share gives n a number if it has none: another place refers to it.
func (r *Record) share(n *node) {
	if n.shared == 0 {
		p := r.add()
		p.shared++
		n.shared = p.shared
	}
}

// dataHolder is a transferred object: the bytes of an ArrayBuffer, or a platform object.
type dataHolder struct {
	bytes  []byte
	object Transferred // nil for an ArrayBuffer
}

// Size returns the approximate number of bytes that the record takes, including those of
// transferred ArrayBuffers.
func (r *Record) Size() int { return r.size }

// Discard throws the record away: it discards what was transferred. It does nothing to a record
// that was received or discarded already. Any goroutine may call it.
func (r *Record) Discard() {
	if r.take() {
		discardAll(r.has().transfer)
		r.empty()
	}
}

// empty drops the contents, which the receiver has now.
func (r *Record) empty() { r.root, r.flat, r.parts = nil, nil, nil }

// Copy returns another record of the same value, so that one message can be sent to several
// receivers. Only the contents of ArrayBuffers are copied. It fails if r transfers anything, or was
// received or discarded.
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

// copyable returns an error if r can be received only once, or no longer.
func (r *Record) copyable() error {
	if r.gone.Load() {
		return ErrReceived
	}
	if len(r.has().transfer) > 0 {
		return errTransferOnce
	}
	return nil
}

// take reports whether the caller may receive or discard the record: only the first to ask may.
func (r *Record) take() bool { return !r.gone.Swap(true) }

func discardAll(holders []dataHolder) {
	for _, h := range holders {
		if h.object != nil {
			h.object.Discard()
		}
	}
}

// node is a serialized object that is not in a flat. Once serialized it does not change, and any
// number of goroutines may read it.
type node struct {
	kind   kind
	view   viewType
	shared int32  // from 1: numbers the nodes that several places refer to; 0: one place does
	number uint32 // of an array: its length; of an ArrayBuffer: its place in parts.buffers; of a transferred object: in parts.transfer

	// vals are the values of a plain object's properties; of a Map keys and values in turn; of a
	// Set the members; of a view the ArrayBuffer; of an error the cause, if it has one; of a Number
	// object or the like the primitive. Of an array they are the elements from 0 up to the first
	// hole, then the elements after it (at says where), then the other properties.
	vals []item
	keys []goja.Value // strings: the names of the properties
	at   []uint32

	extra any // what else the kind needs: dateData, errorData, regExpData, viewData, Serialized
}

// flatRoot refers to the first object of a flat.
var flatRoot = &node{kind: kindFlat}

// errorData is node.extra of kindError. A string that is undefined is nil.
type errorData struct {
	name           constructor
	message, stack goja.Value
}

// regExpData is node.extra of kindRegExp.
type regExpData struct {
	source goja.Value
	flags  string
}

// viewData is node.extra of views. The offset is in bytes; the length is in bytes for a DataView
// and in elements otherwise.
type viewData struct {
	offset, length int64
}

// dateData is node.extra of kindDate.
type dateData struct {
	valid bool
	ms    int64
}

// The approximate number of bytes that a value and an object take in a record.
const (
	valueSize = 16
	nodeSize  = 128
)

// keyValue returns name as a property key for built-in functions.
func keyValue(name string) goja.Value {
	return noRuntime.ToValue(name)
}

// noRuntime makes values of Go's primitive types, which belong to no runtime.
var noRuntime *goja.Runtime
