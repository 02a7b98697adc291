package eventloop

import "time"

// AfterFunc arms a timer: the loop runs t once, not earlier than d from now. A
// negative d counts as zero; a d of centuries, too long for the clock, never ends.
// Timers of one loop run in order of due time, those with the same due time in order
// of creation. An armed timer keeps the group alive until it has run or is stopped,
// unless [Timer.Unref] is called.
//
//	timer := loop.AfterFunc(time.Second, eventloop.TaskFunc(func() { fmt.Println("later") }))
//
// The timer of a closed loop is disarmed from the start. Call AfterFunc on the
// loop's owner.
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

// Stop disarms the timer. It reports whether the timer was armed: after true its
// task will not run; after false it is running, has run or was stopped before. Call
// it on the loop's owner.
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

// Unref makes the timer no reason for the group to be alive. It stays armed and runs
// if the loop is running when it is due. Unref cannot be undone; calling it again
// does nothing. Call it on the loop's owner. See [Group.KeepForTimers].
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

// ref and unref count the timers that keep the group alive. Called with l.mu held.
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

// runTimers runs the timers that are due and sets the Go timer for the next one. It
// reports whether done was satisfied. It returns early if the run must end.
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

// takeTimer removes and returns the first timer's task if the timer is due and not
// younger than last. From then on it counts as a running task.
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

// setAlarm makes the Go timer fire no later than the first timer is due. It may fire
// earlier, for a timer that was stopped meanwhile, and is then set again: so arming
// and stopping a timer seldom touches the Go timer.
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
