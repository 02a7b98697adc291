package encoding

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
)

// ErrInvalid is what a fatal [Decoder] returns for bytes that are not of its encoding.
var ErrInvalid = errors.New("encoding: the bytes are not valid in this encoding")

// Decoder decodes a stream of bytes that comes in pieces.
//
// https://encoding.spec.whatwg.org/#decoder
type Decoder struct {
	handler handler
	fatal   bool // the error mode is "fatal", otherwise "replacement"
	queue   queue
}

// NewDecoder makes an instance of the encoding's decoder. A fatal one stops at the first error, another writes U+FFFD for
// each.
func (e *Encoding) NewDecoder(fatal bool) *Decoder {
	return &Decoder{handler: e.newDecoder(), fatal: fatal}
}

// Decode decodes the next piece of the stream and writes it to out as UTF-8. With flush the stream ends with it:
// what is incomplete at its end is an error, otherwise it waits for the next piece. src is not kept.
//
// After ErrInvalid the bytes behind the error are still to be decoded, by the next call.
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

// handler is the handler algorithm of a decoder with its state. It is given a byte or endOfQueue and returns a code
// point, proceed, failed or finished.
//
// https://encoding.spec.whatwg.org/#handler
type handler interface {
	handle(q *queue, item int) rune
}

// bulkHandler is a handler that can take many bytes at a time where they are valid and it waits for no others. It leaves
// the first byte that needs care.
type bulkHandler interface {
	bulk(q *queue, out *strings.Builder)
}

const endOfQueue = -1

const (
	proceed  rune = -1 // "continue"
	failed   rune = -2 // "error"
	finished rune = -3
)

// queue is the I/O queue of bytes of a decoder.
//
// https://encoding.spec.whatwg.org/#concept-stream
type queue struct {
	back     [3]byte // what was restored, last first
	restored int
	src      []byte
	rest     []byte // what an error left

	second rune // second code point of a result, 0 for none
}

// read is "to read" an item.
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

// restore is "to restore" a list of bytes: the first is read next.
func (q *queue) restore(bytes ...byte) {
	for _, b := range slices.Backward(bytes) {
		q.back[q.restored] = b
		q.restored++
	}
}

// keep takes what was not read out of the caller's hands.
func (q *queue) keep() {
	for q.restored > 0 {
		q.restored--
		q.rest = append(q.rest, q.back[q.restored])
	}
	q.rest = append(q.rest, q.src...)
	q.src = nil
}

// ascii writes the ASCII bytes at the beginning of the queue. It is the bulk of encodings that have ASCII in them.
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
