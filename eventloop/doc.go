// Package eventloop runs tasks and timers, one at a time, on a goroutine of the
// caller's, and knows when nothing more can happen. It knows no JavaScript and
// no web API.
//
// A [Loop] has one FIFO of tasks and one heap of timers. Everything that a loop
// runs, it runs on its owner: the goroutine that is in [Loop.Run], [Loop.Serve]
// or [Loop.RunUntil], and, while none of them is under way, the one goroutine
// that prepares the loop for the next. [Loop.Post] is the door for all other
// goroutines.
//
// # Alive and quiescent
//
// A group is alive while one of its loops has a task queued or running, or has
// an armed timer that was not unref'd, or while a [Hold] on the group was not
// released; else it is quiescent.
//
// Nothing inside a quiescent group can make anything happen any more: that is
// when Run returns. The count is exact. What a task posts, arms or holds is
// counted before that task stops counting; what [Loop.Close] drops stops counting
// once it was told so; and the group is quiescent at the very moment when the
// last reason to live goes, on whichever goroutine that happens. Quiescence is an
// event, not a state that somebody has to come and see: every Run that is under
// way at that moment returns, even if a goroutine outside the group posts right
// after it. Such a task stays queued, and the next Run takes it. A goroutine that
// wants to be waited for takes a Hold first and releases it after its last Post.
//
// Tasks and timers of a loop that nobody runs count too. Close a loop that will
// not run again.
//
// # A turn
//
// Run repeats these phases:
//
//  1. End: if Stop or Close was called, if ctx is done, or if the group went
//     quiescent, Run returns.
//  2. Timers: if one may be due, the timers due now run, ordered by due time and
//     then by creation. A timer created meanwhile waits for the next turn even
//     if it is due already. Phase 1 is repeated after each.
//  3. Task: the oldest queued task runs.
//  4. Sleep: if there was no task, the loop is idle; it sleeps until a Post, a
//     timer or a reason to end wakes it.
//
// So a flood of tasks delays a due timer by one task, and a flood of timers
// delays a task by those that were due when the loop looked. While tasks flow,
// the loop reads one atomic word between two of them, and no clock: one Go timer
// per loop sets a bit in that word. An idle loop costs no CPU.
//
// # Locks
//
// Each loop has a mutex, each group has one. A loop's may be held when a group's
// is taken, never the other way round, and never two loops'. No task, no Dropped
// and no done function is called under either.
package eventloop
