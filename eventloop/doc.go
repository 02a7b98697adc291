// Package eventloop runs tasks and timers, one at a time, on a goroutine of the
// caller's, and returns when nothing more can happen. It knows neither JavaScript
// nor any web API.
//
//	loop := eventloop.New()
//	loop.AfterFunc(time.Second, eventloop.TaskFunc(func() { fmt.Println("later") }))
//	loop.Post(eventloop.TaskFunc(func() { fmt.Println("now") }))
//	err := loop.Run(ctx) // prints "now" and, a second later, "later"; returns nil
//
// # Owner and other goroutines
//
// A [Loop] has one queue of tasks, first in, first out, and one heap of timers. Its
// owner is the goroutine in [Loop.Run], [Loop.Serve] or [Loop.RunUntil]; between two
// runs it is the one goroutine that prepares the next. All tasks and timers run on
// the owner. Other goroutines meet it in [Loop.Post], which appends to the queue
// under a mutex and never waits for the owner:
//
//	any goroutine                owner, in Run
//	┌────────────┐              ┌────────────────────┐
//	│ Post(task) ┼──► queue ────┼─► task.Run()       │
//	└────────────┘   (mutex)    │   timers due now   │
//	                            │   sleep if no task │
//	                            └────────────────────┘
//
// A method may be called from any goroutine if its comment says so; all others
// belong to the owner.
//
// # Alive and quiescent
//
// A [Group] of loops is alive while one of its loops has a task queued or running,
// or an armed timer that was not unref'd, or while a [Hold] on the group was not
// released. Otherwise it is quiescent: nothing inside it can make anything happen
// any more. That is when Run returns.
//
// The count is exact:
//
//   - What a task posts, arms or holds is counted before the task stops counting.
//   - A task that [Loop.Close] drops stops counting after its Dropped has returned.
//   - The group becomes quiescent at the moment when the last reason to be alive
//     ends, on whichever goroutine that happens. Every Run under way at that moment
//     returns, even if a goroutine outside the group posts right after it; that task
//     stays queued for the next Run. A goroutine that wants Run to wait for its Post
//     takes a Hold first and releases it after its last Post.
//
// Tasks and timers of a loop that nobody runs count too. Close a loop that will
// not run again.
//
// # Four words for the end
//
//   - Stop ends the run under way after the current task; the loop can run again.
//     [Loop.ClearStop] takes it back. The Stop of a [Timer] disarms it.
//   - Close ends the loop for good: it takes no more tasks.
//   - Drop: a dropped task was queued and will never run. See [Dropper].
//   - Release ends a [Hold].
//
// # A turn
//
// Run repeats these phases:
//
//  1. End: if Stop or Close was called, if ctx is done, or if the group became
//     quiescent, Run returns.
//  2. Timers: the timers due now run, ordered by due time and then by creation. A
//     timer created meanwhile waits for the next turn even if it is due already.
//     Phase 1 is repeated after each.
//  3. Task: the oldest queued task runs.
//  4. Sleep: if there was no task, the loop sleeps until a Post, a timer or a reason
//     to end wakes it.
//
// So a flood of tasks delays a due timer by one task, and a flood of timers
// delays a task by those that were due when the loop looked. Between two tasks the
// loop reads one atomic word and no clock: one Go timer per loop sets a bit in that
// word. An idle loop costs no CPU.
//
// # Locks
//
// Each loop has a mutex, and so has each group. A group's mutex may be taken while a
// loop's is held, never the other way round, and never two loops' at once. No task,
// no Dropped and no condition of RunUntil is called under either.
package eventloop
