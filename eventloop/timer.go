package eventloop

import (
	"math"
	"time"
)

// never is later than anything on a loop's clock.
const never = time.Duration(math.MaxInt64)

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

// AfterFunc arms a timer: the loop will run t once, not earlier than d from now. A
// negative d is zero; one of centuries, too long for the clock, never ends. Timers of
// one loop run in order of due time, those with the same due time in order of
// creation. An armed timer keeps the group alive until it has run or is stopped,
// unless [Timer.Unref] is called.
//
// Call it on the loop's owner: in a task, or while no Run is under way. If
// the loop is closed, the timer is born disarmed.
func (l *Loop) AfterFunc(d time.Duration, t Task) *Timer {
	if t == nil {
		panic("eventloop: AfterFunc of a nil Task")
	}
	due := l.now()
	if d > 0 {
		due += d
		if due < 0 {
			due = never
		}
	}
	timer := &Timer{loop: l, task: t, due: due, index: disarmed}

	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		timer.task = nil
		return timer
	}
	l.created++
	timer.created = l.created
	l.timers.push(timer)
	l.ref()
	if due < l.alarmAt {
		l.flags.Or(flagTimers)
	}
	return timer
}

// Stop disarms the timer. It reports whether the timer was armed: true means that
// its task will not run, false that it runs, has run or was stopped before. Call it
// on the loop's owner.
func (t *Timer) Stop() bool {
	l := t.loop
	l.mu.Lock()
	defer l.mu.Unlock()
	if t.index == disarmed {
		return false
	}
	l.timers.remove(t)
	t.task = nil
	if !t.unrefd {
		l.unref()
	}
	return true
}

// Unref makes the timer hold nothing: it still runs if the loop still runs when it
// is due, but does not keep the group alive. A Run that returns leaves it
// armed, and a later one may run it. Call it on the loop's owner; more than once is
// fine, and there is no way back. See [Group.KeepForTimers].
func (t *Timer) Unref() {
	l := t.loop
	if l.group.allTimers.Load() {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if t.index != disarmed && !t.unrefd {
		l.unref()
	}
	t.unrefd = true
}

// ref and unref count the timers that hold the group; l.mu is held.
func (l *Loop) ref() {
	l.refs++
	if l.refs == 1 {
		l.group.add()
	}
}

func (l *Loop) unref() {
	l.refs--
	if l.refs == 0 {
		l.group.done()
	}
}

func (l *Loop) now() time.Duration { return time.Since(l.start) }

// runTimers runs the timers that are due, and sets the Go timer for the next. It
// reports whether done was satisfied; if there is a reason to end it returns
// early.
func (l *Loop) runTimers(done func() bool) bool {
	if l.flags.And(^uint32(flagAlarm|flagTimers))&flagAlarm != 0 {
		l.alarmAt = never
	}
	now, last := l.now(), l.created
	ran := false
	for {
		t := l.takeTimer(now, last)
		if t == nil {
			break
		}
		t.Run()
		ran = true
		if l.satisfied(done) {
			return true
		}
		if l.flags.Load()&flagsEnd != 0 {
			return false
		}
	}
	if ran {
		now = l.now()
	}
	l.setAlarm(now)
	return false
}

// takeTimer takes the first timer off the heap if it is due and not younger than
// last. From then on it counts as a running task.
func (l *Loop) takeTimer(now time.Duration, last uint64) Task {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.timers) == 0 {
		return nil
	}
	first := l.timers[0]
	if first.due > now || first.created > last {
		return nil
	}
	l.timers.remove(first)
	l.ran++
	if !l.busy {
		l.busy = true
		l.group.add()
	}
	if !first.unrefd {
		l.unref()
	}
	t := first.task
	first.task = nil
	return t
}

// setAlarm makes the Go timer fire no later than the first timer is due. If it fires
// earlier, because the timer that it was set for was stopped, it is set again then:
// so most timers that are armed and stopped never reach it.
func (l *Loop) setAlarm(now time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.timers) == 0 {
		return
	}
	due := l.timers[0].due
	switch {
	case due <= now:
		l.flags.Or(flagTimers)
		return
	case due >= l.alarmAt:
		return
	case l.alarm == nil:
		l.alarm = time.AfterFunc(due-now, func() { l.signal(flagAlarm) })
	default:
		l.alarm.Reset(due - now)
	}
	l.alarmAt = due
}
