package streams

import (
	"math"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
)

// queueWithSizes has the [[queue]] and the [[queueTotalSize]] of a controller.
//
// https://streams.spec.whatwg.org/#queue-with-sizes
type queueWithSizes struct {
	queue          []valueWithSize
	queueTotalSize float64
}

// valueWithSize is a chunk in a queue, with its size.
//
// https://streams.spec.whatwg.org/#value-with-size
type valueWithSize struct {
	value goja.Value // nil for the close sentinel of writable streams
	size  float64
}

// enqueueValueWithSize is EnqueueValueWithSize. It returns the exception instead of throwing it.
//
// https://streams.spec.whatwg.org/#enqueue-value-with-size
func (q *queueWithSizes) enqueueValueWithSize(s *scope.Scope, value goja.Value, size float64) (thrown goja.Value) {
	// 2. If ! IsNonNegativeNumber(size) is false, throw a RangeError exception.
	// 3. If size is +∞, throw a RangeError exception.
	if math.IsNaN(size) || size < 0 || math.IsInf(size, 0) {
		return s.Realm.NewRangeError("The size of a chunk must be a finite number that is not negative.")
	}
	// 4. Append a new value-with-size with value value and size size to container.[[queue]].
	q.queue = append(q.queue, valueWithSize{value, size})
	// 5. Set container.[[queueTotalSize]] to container.[[queueTotalSize]] + size.
	q.queueTotalSize += size
	return nil
}

// dequeueValue is DequeueValue.
//
// https://streams.spec.whatwg.org/#dequeue-value
func (q *queueWithSizes) dequeueValue() goja.Value {
	// 3. Let valueWithSize be container.[[queue]][0].
	first := q.queue[0]
	// 4. Remove valueWithSize from container.[[queue]].
	q.queue[0] = valueWithSize{}
	q.queue = q.queue[1:]
	// 5. Set container.[[queueTotalSize]] to container.[[queueTotalSize]] − valueWithSize's size.
	// 6. If container.[[queueTotalSize]] < 0, set container.[[queueTotalSize]] to 0.
	q.queueTotalSize = max(q.queueTotalSize-first.size, 0)
	// 7. Return valueWithSize's value.
	return first.value
}

// resetQueue is ResetQueue.
//
// https://streams.spec.whatwg.org/#reset-queue
func (q *queueWithSizes) resetQueue() { q.queue, q.queueTotalSize = nil, 0 }
