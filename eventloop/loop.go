package eventloop

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

var (
	// ErrClosed is what Run returns once the loop was closed.
	ErrClosed = errors.New("eventloop: the loop is closed")

	// ErrRunning is what Run returns if the loop is being run already, by a task
	// of that very loop or on another goroutine.
	ErrRunning = errors.New("eventloop: the loop is running already; Run, Serve and RunUntil cannot be nested")

	// ErrQuiescent is what RunUntil returns if nothing can happen any more that
	// could make its condition true.
	ErrQuiescent = errors.New("eventloop: nothing is left to run that could make the awaited condition true")
)

// A Task is what a loop runs. A type that has state of its own can be its own
// task, so that posting it allocates nothing.
type Task interface {
	// Run is called once per Post, on the goroutine that runs the loop. A panic
	// goes to the caller of Loop.Run; the loop can be run again after it.
	Run()
}

// TaskFunc makes a task of a function.
type TaskFunc func()

// Run calls f.
func (f TaskFunc) Run() { f() }

// A Dropper is a task that wants to know that it will never run, because the loop
// was closed when it was queued. Dropped is called once, with no lock held: on
// the goroutine that runs the loop if there is one, else by Close. What it posts to
// other loops of the group counts before the dropped task stops counting.
type Dropper interface {
	Dropped()
}

// The bits of Loop.flags. The loop has nothing but tasks to look after while all
// are zero.
const (
	flagStop      = 1 << iota // Stop was called
	flagClosed                // Close was called
	flagCancelled             // the context of the Run under way is done
	flagQuiescent             // the group went quiescent during this Run
	flagAlarm                 // the Go timer fired
	flagTimers                // the first timer changed, or is known to be due
	flagAsleep                // the loop sleeps; whoever clears it sends on wake
)

const flagsEnd = flagStop | flagClosed | flagCancelled | flagQuiescent

// keepTasks is the capacity of the two task slices that an idle loop keeps.
const keepTasks = 2048

// A Loop runs tasks in the order in which they were posted, and timers between
// them. Create one with [New] or [Group.NewLoop].
type Loop struct {
	group *Group
	flags atomic.Uint32
	wake  chan struct{} // takes one token per clearing of flagAsleep
	start time.Time     // of the loop's clock

	mu      sync.Mutex
	queue   []Task
	timers  timerHeap
	refs    int    // timers in the heap that hold the group
	busy    bool   // counts in the group: a task is queued or running
	running bool   // Run is under way
	inBatch int    // the length of batch when it was taken
	ran     uint64 // tasks of earlier batches, and timers
	runs    uint64 // counts Runs, so that a late context callback finds its own gone
	closed  bool
	cause   error // of Stop, while flagStop is set

	// Only the owner's, except that Close takes batch when no Run is under way.
	batch   []Task // taken from queue; those from next on are still to run
	next    int
	created uint64        // timers so far
	alarm   *time.Timer   // the Go timer
	alarmAt time.Duration // what it is set to, or never
}

// New returns a loop in a group of its own.
func New() *Loop { return NewGroup().NewLoop() }

// Group returns the group that the loop counts in.
func (l *Loop) Group() *Group { return l.group }

// Len returns the number of tasks that are queued and have not started. Call it on
// the loop's owner: in a task, or while no Run is under way.
func (l *Loop) Len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.batch) - l.next + len(l.queue)
}

// Stats says how many tasks and timers the loop has run, and how many tasks are
// queued. Any goroutine may call it. The loop counts when it looks for more tasks:
// those that it has taken together count as queued until all of them have run.
func (l *Loop) Stats() (ran uint64, queued int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ran, l.inBatch + len(l.queue)
}

// Post queues a task behind those posted before, and wakes the loop if it sleeps.
// It may be called from any goroutine, and never blocks. It reports false if the
// loop is closed: then t will never run, nor will its Dropped be called. True means
// that t will run if the loop goes on running; a Close that comes first drops it.
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

// Run runs tasks and timers on the calling goroutine until the group is
// quiescent, and returns nil then. It returns earlier, after the current task,
// with context.Cause(ctx) when ctx is done (at once, without running a task, if it
// is done already); with the cause given to Stop; with ErrClosed after Close.
// Tasks and timers that have not run stay for the next Run, except after
// Close. A Run that finds the group quiescent returns nil at once, whatever
// unref'd timers there are.
//
// It returns ErrRunning, and does nothing, if the loop is running already. A task
// that panics ends Run with that panic.
func (l *Loop) Run(ctx context.Context) error {
	return l.run(ctx, nil, false)
}

// Serve is Run for a loop that others bring work to, such as a worker's: it stays
// when the group is quiescent, and so never returns nil unless stopped with
// Stop(nil).
func (l *Loop) Serve(ctx context.Context) error {
	return l.run(ctx, nil, true)
}

// RunUntil is Run for one that waits for something: it returns nil as soon as done
// returns true, and ErrQuiescent if the group goes quiescent first. done is
// called on this goroutine, first and then after each task and timer. If a task
// makes it true and calls Stop or Close too, those win.
func (l *Loop) RunUntil(ctx context.Context, done func() bool) error {
	return l.run(ctx, done, false)
}

// Stop makes the Run that is under way return cause after the current task, with
// queue and timers as they are then. If no Run is under way, the next one returns
// cause at once. It may be called from any goroutine; of several causes that
// no Run has returned yet, the first counts. A nil cause makes Run return nil.
// After Close, Stop does nothing.
func (l *Loop) Stop(cause error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed || l.flags.Load()&flagStop != 0 {
		return
	}
	l.cause = cause
	l.signal(flagStop)
}

// Close ends the loop for good: it takes no more tasks, drops those queued (see
// [Dropper]) and disarms its timers, whose tasks are not told. A Run that is under way does that after the
// current task, and returns ErrClosed; Close does not wait for it. Without one,
// all is done when Close returns. It may be called from any goroutine, in a task
// of the loop too, and more than once.
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

func (l *Loop) run(ctx context.Context, done func() bool, serve bool) error {
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
	var idle error // what quiescence means
	if done != nil {
		idle = ErrQuiescent
	}
	if !serve && !l.group.enter(l) {
		return idle
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
				return idle
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

// satisfied reports whether done, if there is one, ends RunUntil.
func (l *Loop) satisfied(done func() bool) bool {
	return done != nil && l.flags.Load()&(flagStop|flagClosed) == 0 && done()
}

// refill takes the queued tasks as the next batch. If there are none the loop goes
// idle, sleeps unless there is something else to look after, and reports false.
func (l *Loop) refill() bool {
	used := l.next
	l.next = 0
	l.mu.Lock()
	l.ran += uint64(used)
	l.inBatch = len(l.queue)
	if len(l.queue) > 0 {
		// The emptied slice collects what comes next. One that grew in a flood goes
		// when it is not filled well any more.
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

// idle stops counting the loop's tasks. Called with l.mu held.
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

// cancel is called, on a goroutine of its own, when the context of a Run is done.
func (l *Loop) cancel(run uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.running && l.runs == run {
		l.signal(flagCancelled)
	}
}

func (l *Loop) takeCause() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	cause := l.cause
	l.cause = nil
	l.flags.And(^uint32(flagStop))
	return cause
}

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

// leave takes back enter, also when a task panics.
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

// drop empties a closed loop that does not run. Called with l.mu held, which it
// releases while it tells the tasks.
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
