package port

// A queue is a FIFO of messages. It is a list of chunks, so that a long queue grows without being
// copied.
type queue struct {
	head, tail *chunk // nil before the first push, and after pop or take released the chunks
	first      int    // index of the oldest message in head
	n          int    // number of messages
}

type chunk struct {
	messages []Message // never grows beyond its first capacity
	next     *chunk
}

const (
	minChunk  = 4
	maxChunk  = 256
	keepChunk = 64 // an empty queue releases a chunk that is larger than this
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

// pop removes and returns the oldest message. The queue must not be empty.
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

// take removes and returns all messages, oldest first.
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
