package eventloop

import (
	"context"
	"errors"
	"math"
	"sync"
	"sync/atomic"
	"time"
)

var (
	// ErrClosed is the error of a Run whose loop is closed.
	ErrClosed = errors.New("eventloop: the loop is closed")

	// ErrRunning is the error of a Run that is called while the loop is running, in one
	// of its tasks or on another goroutine.
	ErrRunning = errors.New("eventloop: the loop is running already; Run, Serve and RunUntil cannot be nested")

	// ErrQuiescent is the error of a RunUntil whose group became quiescent before its
	// condition was true.
	ErrQuiescent = errors.New("eventloop: nothing is left to run that could make the awaited condition true")
)

// A Task is what a loop runs. A type that implements Task itself can be posted
// without an allocation.
type Task interface {
	// Run is called once per Post, on the goroutine that runs the loop. A panic
	// goes to the caller of Loop.Run; the loop can be run again after it.
	Run()
}

// TaskFunc is a function as a Task.
type TaskFunc func()

// Run calls f.
func (f TaskFunc) Run() { f() }

// A Dropper is a task that is told when it is dropped: its loop was closed while it
// was queued. Dropped is called once, with no lock held, on the goroutine that runs
// the loop, or by Close if there is none. What it posts to other loops of the group
// counts before the dropped task stops counting.
type Dropper interface {
	Dropped()
}

// The bits of Loop.flags. While all are zero, the loop only runs tasks.
const (
	flagStop      = 1 << iota // Stop was called
	flagClosed                // Close was called
	flagCancelled             // the context of the Run under way is done
	flagQuiescent             // the group became quiescent during this Run
	flagAlarm                 // the Go timer fired
	flagTimers                // the first timer changed, or is known to be due
	flagAsleep                // the loop sleeps; the goroutine that clears it sends on wake
)

const flagsEnd = flagStop | flagClosed | flagCancelled | flagQuiescent

// keepTasks is the largest capacity of a task slice that an idle loop keeps.
const keepTasks = 2048

// never is later than anything on a loop's clock.
const never = time.Duration(math.MaxInt64)

// A Loop runs tasks in the order in which they were posted, and timers between
// them. [New] and [Group.NewLoop] make one.
type Loop struct {
	group *Group
	flags atomic.Uint32
	wake  chan struct{} // takes one token per clearing of flagAsleep
	start time.Time     // of the loop's clock

	mu      sync.Mutex
	queue   []Task
	timers  timerHeap
	refs    int    // timers in the heap that keep the group alive
	busy    bool   // counts in the group: a task is queued or running
	running bool   // Run is under way
	inBatch int    // the length of batch when it was taken
	ran     uint64 // tasks of earlier batches, and timers
	runs    uint64 // counts Runs, so that a late context callback does not cancel the next one
	closed  bool
	cause   error // of Stop, while flagStop is set

	// These belong to the owner; Close drops batch when no Run is under way.
	batch   []Task // taken from queue; batch[next:] is still to run
	next    int
	created uint64        // timers so far
	alarm   *time.Timer   // the Go timer
	alarmAt time.Duration // what it is set to, or never
}

// New returns a loop in a group of its own. It has no goroutine and needs no closing
// if it never gets a task.
func New() *Loop { return NewGroup().NewLoop() }

// NewLoop returns a new loop that counts in g. It may be called from any goroutine.
func (g *Group) NewLoop() *Loop {
	return &Loop{
		group:   g,
		wake:    make(chan struct{}, 1),
		start:   time.Now(),
		alarmAt: never,
	}
}

// Group returns the group that the loop counts in.
func (l *Loop) Group() *Group { return l.group }

// Len returns the number of tasks that are queued and have not started. Call it on
// the loop's owner.
func (l *Loop) Len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.batch) - l.next + len(l.queue)
}

// Stats returns how many tasks and timers the loop has run, and how many tasks are
// queued. It may be called from any goroutine. The loop takes tasks in batches; all
// tasks of a batch count as queued until the whole batch has run.
func (l *Loop) Stats() (ran uint64, queued int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ran, l.inBatch + len(l.queue)
}

// Post queues a task behind those posted before, and wakes the loop if it sleeps.
// It may be called from any goroutine and never blocks. It reports whether the loop
// takes tasks: after false, t will neither run nor be dropped. After true, t runs if
// the loop runs; if the loop is closed first, t is dropped.
//
//	ok := loop.Post(eventloop.TaskFunc(func() { fmt.Println("on the owner") }))
//
// Post panics if t is nil.
func (l *Loop) Post(t Task) bool {
	if t == nil {
		panic("eventloop: Post of a nil Task")
	}
	l.mu.Lock()
	if l.closed {
		l.mu.Unlock()
		return false
	}
	l.queue = append(l.queue, t)
	if !l.busy {
		l.busy = true
		l.group.add()
	}
	l.mu.Unlock()
	if l.flags.Load()&flagAsleep != 0 {
		l.signal(0)
	}
	return true
}

// Run runs tasks and timers on the calling goroutine, which becomes the owner, until
// the group is quiescent. Then it returns nil; if the group is quiescent already,
// that is at once. It returns earlier, after the current task, with
//
//   - context.Cause(ctx) when ctx is done; if it is done already, no task runs;
//   - the cause given to [Loop.Stop];
//   - [ErrClosed] after [Loop.Close];
//   - [ErrRunning], at once, if the loop is running already.
//
// Tasks and timers that have not run stay for the next Run, except after Close. If a
// task panics, Run panics, and the loop can be run again.
func (l *Loop) Run(ctx context.Context) error {
	return l.run(ctx, until{})
}

// Serve runs the loop as [Loop.Run] does, but does not return when the group is
// quiescent. A worker uses it, which waits for work from others. It returns nil only
// after Stop(nil).
func (l *Loop) Serve(ctx context.Context) error {
	return l.run(ctx, until{stopped: true})
}

// RunUntil runs the loop as [Loop.Run] does, but returns nil as soon as done returns
// true, and [ErrQuiescent] if the group becomes quiescent first. done is called on
// this goroutine, at the start and after each task and timer. If the task that makes
// it true also calls Stop or Close, RunUntil returns their error.
func (l *Loop) RunUntil(ctx context.Context, done func() bool) error {
	return l.run(ctx, until{done: done})
}

// Stop makes the Run under way return cause after the current task; the queue and
// the timers stay. If no Run is under way, the next one returns cause at once. If
// Stop is called again before a Run has returned the first cause, the first counts.
// A nil cause makes Run return nil. After Close, Stop does nothing. It may be called
// from any goroutine.
func (l *Loop) Stop(cause error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed || l.flags.Load()&flagStop != 0 {
		return
	}
	l.cause = cause
	l.signal(flagStop)
}

// ClearStop takes back a Stop whose cause no Run has returned yet. Call it on the
// loop's owner, for instance after a Run that returned for another reason.
func (l *Loop) ClearStop() { l.takeCause() }

// Close ends the loop for good: it takes no more tasks, drops the queued ones (see
// [Dropper]) and disarms its timers, whose tasks are not told. A Run under way does
// this after the current task and returns [ErrClosed]; Close does not wait for it. If
// no Run is under way, Close does it. It may be called from any goroutine, also in a
// task of the loop, and more than once.
func (l *Loop) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return
	}
	l.closed = true
	l.signal(flagClosed)
	if !l.running {
		l.drop()
	}
}

// until says what ends a run, besides Stop, Close and its context. The zero value
// means quiescence.
type until struct {
	done    func() bool // RunUntil: this function returns true
	stopped bool        // Serve: nothing else
}

func (l *Loop) run(ctx context.Context, end until) error {
	done := end.done
	run, err := l.enter()
	if err != nil {
		return err
	}
	defer l.leave()

	if l.flags.Load()&flagStop != 0 {
		return l.takeCause()
	}
	if done != nil && done() {
		return nil
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	var quiescent error
	if done != nil {
		quiescent = ErrQuiescent
	}
	if !end.stopped && !l.group.enter(l) {
		return quiescent
	}
	if ctx.Done() != nil {
		release := context.AfterFunc(ctx, func() { l.cancel(run) })
		defer release()
	}

	for {
		if f := l.flags.Load(); f != 0 {
			if f&flagsEnd == 0 && l.runTimers(done) {
				return nil
			}
			switch f = l.flags.Load(); {
			case f&flagsEnd == 0:
			case f&flagStop != 0:
				return l.takeCause()
			case f&flagClosed != 0:
				return ErrClosed
			case f&flagCancelled != 0:
				return context.Cause(ctx)
			default:
				return quiescent
			}
		}
		if l.next == len(l.batch) && !l.refill() {
			continue
		}
		t := l.batch[l.next]
		l.batch[l.next] = nil
		l.next++
		t.Run()
		if l.satisfied(done) {
			return nil
		}
	}
}

// satisfied reports whether done ends RunUntil. done is nil in Run and Serve.
func (l *Loop) satisfied(done func() bool) bool {
	return done != nil && l.flags.Load()&(flagStop|flagClosed) == 0 && done()
}

// refill takes the queued tasks as the next batch. If there are none, the loop
// becomes idle, sleeps unless a flag is set, and refill reports false.
func (l *Loop) refill() bool {
	used := l.next
	l.next = 0
	l.mu.Lock()
	l.ran += uint64(used)
	l.inBatch = len(l.queue)
	if len(l.queue) > 0 {
		// The emptied slice becomes the queue. One that grew in a flood is released
		// once it is less than a quarter full.
		empty := l.batch[:0]
		if cap(empty) > keepTasks && used < cap(empty)/4 {
			empty = nil
		}
		l.batch, l.queue = l.queue, empty
		l.mu.Unlock()
		return true
	}
	l.batch = l.batch[:0]
	if cap(l.batch) > keepTasks {
		l.batch = nil
	}
	if cap(l.queue) > keepTasks {
		l.queue = nil
	}
	l.idle()
	asleep := l.flags.CompareAndSwap(0, flagAsleep)
	l.mu.Unlock()
	if asleep {
		<-l.wake
	}
	return false
}

// idle makes the loop's tasks no reason to be alive. Called with l.mu held.
func (l *Loop) idle() {
	if l.busy {
		l.busy = false
		l.group.done()
	}
}

// signal sets flags and wakes the loop if it sleeps. It takes no lock.
func (l *Loop) signal(flags uint32) {
	for {
		old := l.flags.Load()
		if l.flags.CompareAndSwap(old, (old|flags)&^flagAsleep) {
			if old&flagAsleep != 0 {
				l.wake <- struct{}{} // has room: the loop takes a token before it sets the flag again
			}
			return
		}
	}
}

// cancel is called on a goroutine of its own when the context of a Run is done.
func (l *Loop) cancel(run uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.running && l.runs == run {
		l.signal(flagCancelled)
	}
}

// takeCause clears a Stop and returns its cause.
func (l *Loop) takeCause() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	cause := l.cause
	l.cause = nil
	l.flags.And(^uint32(flagStop))
	return cause
}

// enter begins a run and returns its number.
func (l *Loop) enter() (run uint64, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.running:
		return 0, ErrRunning
	case l.closed:
		return 0, ErrClosed
	}
	l.running = true
	l.runs++
	if len(l.timers) > 0 {
		l.flags.Or(flagTimers)
	}
	return l.runs, nil
}

// leave undoes enter, also when a task panics.
func (l *Loop) leave() {
	l.group.leave(l)
	if l.alarmAt != never {
		l.alarm.Stop()
		l.alarmAt = never
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.running = false
	l.ran += uint64(l.next)
	left := copy(l.batch, l.batch[l.next:])
	clear(l.batch[left:])
	l.batch, l.next, l.inBatch = l.batch[:left], 0, left
	l.flags.And(flagStop | flagClosed)
	if l.closed {
		l.drop()
	} else if left == 0 && len(l.queue) == 0 {
		l.idle()
	}
}

// drop empties a closed loop that is not running. Called with l.mu held, which it
// releases while it calls Dropped.
func (l *Loop) drop() {
	batch, queue := l.batch[l.next:], l.queue
	l.batch, l.next, l.queue, l.inBatch = nil, 0, nil, 0
	for _, t := range l.timers {
		t.index, t.task = disarmed, nil
	}
	l.timers = nil

	l.mu.Unlock()
	defer func() {
		l.mu.Lock()
		if l.refs > 0 {
			l.refs = 0
			l.group.done()
		}
		l.idle()
	}()
	for _, tasks := range [][]Task{batch, queue} {
		for _, t := range tasks {
			if d, ok := t.(Dropper); ok {
				d.Dropped()
			}
		}
	}
}
