package unwind

import "github.com/dop251/goja"

// spareSize is how many values the spare stack has room for. That is enough for most callbacks; an engine that needs more
// allocates.
const spareSize = 32

// Lend gives an engine that is about to be called from outside, and so has no stack, one that it need not allocate: goja
// drops its stack each time that the outermost call returns, and would grow a new one value by value. It reports whether it
// did; then TakeBack is to be called after the call.
//
// Within a call, goja uses its stack again and again, so nothing may keep a part of it without copying that. But the arrays of
// arguments that the apply and construct traps of a Proxy get are such parts: they stay as they are after the call only if
// that stack is not used for another. So there is no lending any more once Keep was called.
func (g *Guard) Lend() bool {
	if g.vm == nil || g.vm.stack != nil || g.keep {
		return false
	}
	if g.spare == nil {
		g.spare = make([]goja.Value, spareSize)
	}
	g.vm.stack = g.spare[:0]
	return true
}

// TakeBack takes the stack back that was lent, for the next call. What is on it is garbage.
func (g *Guard) TakeBack() {
	if g.keep {
		g.spare = nil // a Proxy was made, and may have kept a part
		return
	}
	clear(g.spare)
}

// Keep ends lending for good: there may be proxies from now on. It may be called while a stack is lent.
func (g *Guard) Keep() { g.keep = true }

// Kept reports whether Keep was called: whether what an engine is called with may become an array that a script has.
func (g *Guard) Kept() bool { return g.keep }
