package eventloop

import "time"

// keepTimers is the capacity below which the heap does not shrink.
const keepTimers = 1024

// disarmed is the index of a timer that is not in the heap.
const disarmed = -1

// A Timer is a task that its loop runs once, later. See [Loop.AfterFunc].
type Timer struct {
	loop    *Loop
	task    Task
	due     time.Duration // on the loop's clock
	created uint64        // orders timers that are due at the same time
	index   int           // in the heap, or disarmed
	unrefd  bool
}

func (t *Timer) before(u *Timer) bool {
	return t.due < u.due || t.due == u.due && t.created < u.created
}

// timerHeap is a binary heap with the earliest timer first. Each timer knows its
// index, so any of them can be removed.
type timerHeap []*Timer

func (h *timerHeap) push(t *Timer) {
	*h = append(*h, t)
	h.up(len(*h)-1, t)
}

func (h *timerHeap) remove(t *Timer) {
	last := len(*h) - 1
	moved := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	if moved != t {
		if i := t.index; i > 0 && moved.before((*h)[(i-1)/2]) {
			h.up(i, moved)
		} else {
			h.down(i, moved)
		}
	}
	t.index = disarmed
	if c := cap(*h); c > keepTimers && last < c/4 {
		*h = append(make(timerHeap, 0, c/2), *h...)
	}
}

// up places t at i or above.
func (h timerHeap) up(i int, t *Timer) {
	for i > 0 {
		parent := (i - 1) / 2
		if !t.before(h[parent]) {
			break
		}
		h.set(i, h[parent])
		i = parent
	}
	h.set(i, t)
}

// down places t at i or below.
func (h timerHeap) down(i int, t *Timer) {
	for {
		child := 2*i + 1
		if child >= len(h) {
			break
		}
		if child+1 < len(h) && h[child+1].before(h[child]) {
			child++
		}
		if !h[child].before(t) {
			break
		}
		h.set(i, h[child])
		i = child
	}
	h.set(i, t)
}

func (h timerHeap) set(i int, t *Timer) {
	h[i] = t
	t.index = i
}
