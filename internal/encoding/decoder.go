package encoding

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
)

// ErrInvalid is returned by a fatal [Decoder] for bytes that are not valid in its encoding.
var ErrInvalid = errors.New("encoding: the bytes are not valid in this encoding")

// A Decoder decodes a stream of bytes that arrives in pieces.
//
// https://encoding.spec.whatwg.org/#decoder
type Decoder struct {
	handler handler
	fatal   bool // the error mode is "fatal", otherwise "replacement"
	queue   queue
}

// NewDecoder returns a new instance of the encoding's decoder. If it is fatal, it stops at the
// first error; otherwise it writes U+FFFD for each error.
func (e *Encoding) NewDecoder(fatal bool) *Decoder {
	return &Decoder{handler: e.newDecoder(), fatal: fatal}
}

// Decode decodes src, the next piece of the stream, and writes it to out as UTF-8. If flush is
// true, the stream ends here, and an incomplete sequence at its end is an error. Otherwise the
// incomplete sequence waits for the next piece. Decode does not keep src.
//
// If Decode returns [ErrInvalid], the next call first decodes the bytes after the error.
//
// https://encoding.spec.whatwg.org/#dom-textdecoder-decode (step 5)
func (d *Decoder) Decode(out *strings.Builder, src []byte, flush bool) error {
	q := &d.queue
	if q.rest != nil {
		src = append(q.rest, src...)
		q.rest = nil
	}
	q.src = src
	defer func() { q.src = nil }()
	for {
		if bulk, ok := d.handler.(bulkHandler); ok && q.restored == 0 {
			bulk.bulk(q, out)
		}
		// 1. Let item be the result of reading from this's I/O queue.
		item := q.read()
		// 2. If item is end-of-queue and this's do not flush is true, then return.
		if item == endOfQueue && !flush {
			return nil
		}
		// 3. Otherwise: process an item.
		switch r := d.handler.handle(q, item); r {
		case finished:
			return nil
		case proceed:
		case failed:
			if d.fatal {
				q.keep()
				return ErrInvalid
			}
			out.WriteRune(utf8.RuneError)
		default:
			out.WriteRune(r)
			if r := q.second; r != 0 {
				q.second = 0
				out.WriteRune(r)
			}
		}
	}
}

// A handler is the handler algorithm of a decoder, with its state. handle takes a byte or
// endOfQueue and returns a code point, proceed, failed or finished.
//
// https://encoding.spec.whatwg.org/#handler
type handler interface {
	handle(q *queue, item int) rune
}

// A bulkHandler is a handler that can decode many bytes at a time. bulk decodes valid bytes from
// the beginning of the queue, up to the first byte that needs handle. It does nothing inside a
// sequence.
type bulkHandler interface {
	bulk(q *queue, out *strings.Builder)
}

const endOfQueue = -1

const (
	proceed  rune = -1 // "continue"
	failed   rune = -2 // "error"
	finished rune = -3
)

// A queue is the I/O queue of bytes of a decoder.
//
// https://encoding.spec.whatwg.org/#concept-stream
type queue struct {
	back     [3]byte // restored bytes; the last one is read first
	restored int
	src      []byte
	rest     []byte // bytes of earlier pieces that were left after an error

	second rune // second code point of a result, or 0
}

// read reads an item: a byte, or endOfQueue.
func (q *queue) read() int {
	if q.restored > 0 {
		q.restored--
		return int(q.back[q.restored])
	}
	if len(q.src) == 0 {
		return endOfQueue
	}
	b := q.src[0]
	q.src = q.src[1:]
	return int(b)
}

// restore restores a list of bytes, so that the first of them is read next.
func (q *queue) restore(bytes ...byte) {
	for _, b := range slices.Backward(bytes) {
		q.back[q.restored] = b
		q.restored++
	}
}

// keep copies the bytes that were not read, since src belongs to the caller of Decode.
func (q *queue) keep() {
	for q.restored > 0 {
		q.restored--
		q.rest = append(q.rest, q.back[q.restored])
	}
	q.rest = append(q.rest, q.src...)
	q.src = nil
}

// ascii writes the ASCII bytes at the beginning of the queue. It implements bulk for encodings that
// contain ASCII.
func (q *queue) ascii(out *strings.Builder) {
	n := 0
	for n < len(q.src) && q.src[n] < utf8.RuneSelf {
		n++
	}
	out.Write(q.src[:n])
	q.src = q.src[n:]
}

func isASCII(item int) bool { return 0 <= item && item < utf8.RuneSelf }

func between(item, low, high int) bool { return low <= item && item <= high }
