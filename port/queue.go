package port

// queue is a FIFO: a list of chunks, so that a long one is never copied to grow.
type queue struct {
	head, tail *chunk // nil if nothing was ever pushed, or a large chunk was let go of
	first      int    // index of the oldest message in head
	n          int
}

type chunk struct {
	messages []Message // the capacity is fixed
	next     *chunk
}

const (
	minChunk  = 4
	maxChunk  = 256
	keepChunk = 64 // an empty queue lets go of a larger chunk
)

func (q *queue) len() int { return q.n }

func (q *queue) push(m Message) {
	switch {
	case q.tail == nil:
		q.head = &chunk{messages: make([]Message, 0, minChunk)}
		q.tail = q.head
	case len(q.tail.messages) == cap(q.tail.messages):
		q.tail.next = &chunk{messages: make([]Message, 0, min(2*cap(q.tail.messages), maxChunk))}
		q.tail = q.tail.next
	}
	q.tail.messages = append(q.tail.messages, m)
	q.n++
}

// pop removes the oldest message. The queue must not be empty.
func (q *queue) pop() Message {
	m := q.head.messages[q.first]
	q.head.messages[q.first] = nil
	q.first++
	q.n--
	switch {
	case q.n == 0 && cap(q.head.messages) > keepChunk:
		*q = queue{}
	case q.n == 0:
		q.head.messages, q.first = q.head.messages[:0], 0
	case q.first == len(q.head.messages):
		q.head, q.first = q.head.next, 0
	}
	return m
}

// take empties the queue.
func (q *queue) take() []Message {
	if q.n == 0 {
		return nil
	}
	all := make([]Message, 0, q.n)
	for c := q.head; c != nil; c = c.next {
		all = append(all, c.messages[q.first:]...)
		q.first = 0
	}
	*q = queue{}
	return all
}
