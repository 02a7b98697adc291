package engine

import "github.com/dop251/goja"

// Stacks marks and restores the stacks of one engine, for callers that go on after a call was
// interrupted or overflowed the stack. It belongs to the engine's goroutine.
//
// goja leaves frames behind when such an error passes through a generator or an async function,
// where no script can catch it. From then on the engine takes every call for a nested one and runs
// no promise jobs any more. And if Go code that a script called goes on after such an error, the
// try statements of that script catch nothing. So such a caller marks the stacks before the call,
// and restores them after it. The safe implementation does nothing.
type Stacks struct{ fastStacks }

// StacksOf returns the stacks of an engine.
func StacksOf(runtime *goja.Runtime) Stacks { return stacksOf(runtime) }

// Mark is a position of the engine's stacks.
type Mark struct{ fastMark }

// Mark returns the current position. It is called before a call into the engine.
func (s *Stacks) Mark() Mark { return s.mark() }

// Restore restores the position m, if err shows that a call since then was cut off, and the call
// left frames behind.
func (s *Stacks) Restore(m *Mark, err error) {
	switch err.(type) {
	case *goja.InterruptedError, *goja.StackOverflowError:
		s.restore(m)
	}
}
