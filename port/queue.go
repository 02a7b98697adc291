package port

// queue is a FIFO in a ring whose length is a power of two.
type queue struct {
	ring  []Message
	first int
	n     int
}

const (
	minRing  = 4
	keepRing = 64 // an empty queue lets go of a larger ring
)

func (q *queue) len() int { return q.n }

func (q *queue) push(m Message) {
	if q.n == len(q.ring) {
		ring := make([]Message, max(minRing, 2*q.n))
		q.copy(ring)
		q.ring, q.first = ring, 0
	}
	q.ring[(q.first+q.n)&(len(q.ring)-1)] = m
	q.n++
}

// pop removes the oldest message. The queue must not be empty.
func (q *queue) pop() Message {
	m := q.ring[q.first]
	q.ring[q.first] = nil
	q.first = (q.first + 1) & (len(q.ring) - 1)
	q.n--
	if q.n == 0 && len(q.ring) > keepRing {
		*q = queue{}
	}
	return m
}

// take empties the queue.
func (q *queue) take() []Message {
	if q.n == 0 {
		return nil
	}
	all := make([]Message, q.n)
	q.copy(all)
	*q = queue{}
	return all
}

func (q *queue) copy(to []Message) {
	n := copy(to, q.ring[q.first:min(q.first+q.n, len(q.ring))])
	copy(to[n:], q.ring[:q.n-n])
}
