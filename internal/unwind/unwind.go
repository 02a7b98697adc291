// Package unwind puts an engine's stacks right after a call that was interrupted or overflowed the stack.
//
// goja leaves frames behind when one of these passes a generator or an async function, where no script can catch it:
// from then on the engine takes every call for a nested one and runs no promise job any more; and if Go code that a
// script called goes on after it, the try statements of that script catch nothing. So whoever goes on after such an
// error marks the stacks before the call, and restores them after it.
package unwind

import (
	"reflect"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
)

// vm is goja's vm, as far as it matters. Its pointers and slices are of other types: none is followed.
type vm struct {
	r, prg                                   unsafe.Pointer
	pc                                       int
	stack                                    []struct{}
	sp, sb, args                             int
	stash, privEnv                           unsafe.Pointer
	callStack, iterStack, refStack, tryStack []struct{}
	newTarget, result                        goja.Value
	maxCallStackSize                         int
	stashAllocs                              int
	interrupted                              uint32
	interruptVal                             any
	interruptLock                            sync.Mutex
	curAsyncRunner                           unsafe.Pointer
}

// The fields of goja.Runtime that lead to it, and to the promise jobs. known says that all is as it is mirrored here; in
// an engine that looks different nothing is done.
var vmField, jobsField, known = layout(reflect.TypeFor[goja.Runtime]())

func layout(runtime reflect.Type) (vmField, jobsField reflect.StructField, known bool) {
	vmField, hasVM := runtime.FieldByName("vm")
	jobsField, hasJobs := runtime.FieldByName("jobQueue")
	known = hasVM && vmField.Type.Kind() == reflect.Pointer && vmField.Type.Elem().Kind() == reflect.Struct &&
		hasJobs && jobsField.Type == reflect.TypeFor[[]func()]()
	if !known {
		return vmField, jobsField, false
	}
	mirror := reflect.TypeFor[vm]()
	for i := range mirror.NumField() {
		mine := mirror.Field(i)
		theirs, found := vmField.Type.Elem().FieldByName(mine.Name)
		if !found || theirs.Offset != mine.Offset || !alike(theirs.Type, mine.Type) {
			return vmField, jobsField, false
		}
	}
	return vmField, jobsField, true
}

func alike(theirs, mine reflect.Type) bool {
	switch mine.Kind() {
	case reflect.UnsafePointer:
		return theirs.Kind() == reflect.Pointer
	case reflect.Slice:
		return theirs.Kind() == reflect.Slice && (mine.Elem() == theirs.Elem() || mine.Elem() == reflect.TypeFor[struct{}]())
	default:
		return theirs == mine
	}
}

// Guard marks and restores the stacks of one engine. It belongs to the engine's goroutine.
type Guard struct {
	runtime *goja.Runtime
	vm      *vm // nil: nothing is done
}

// New returns the guard of an engine.
func New(runtime *goja.Runtime) Guard {
	g := Guard{runtime: runtime}
	if known {
		g.vm = (*vm)(reflect.ValueOf(runtime).Elem().FieldByIndex(vmField.Index).UnsafePointer())
	}
	return g
}

// Mark is where the engine was at some time.
type Mark struct {
	prg, stash, privEnv, curAsyncRunner      unsafe.Pointer
	pc, sp, sb, args                         int
	callStack, iterStack, refStack, tryStack int
	newTarget, result                        goja.Value
}

// Mark notes where the engine is, before a call into it.
func (g *Guard) Mark() (m Mark) {
	if g.vm == nil {
		return m
	}
	return Mark{
		prg: g.vm.prg, stash: g.vm.stash, privEnv: g.vm.privEnv, curAsyncRunner: g.vm.curAsyncRunner,
		pc: g.vm.pc, sp: g.vm.sp, sb: g.vm.sb, args: g.vm.args,
		callStack: len(g.vm.callStack), iterStack: len(g.vm.iterStack), refStack: len(g.vm.refStack), tryStack: len(g.vm.tryStack),
		newTarget: g.vm.newTarget, result: g.vm.result,
	}
}

// Restore puts the engine back where it was when m was made, if err says that the call since then was cut off, and it
// left something behind.
func (g *Guard) Restore(m *Mark, err error) {
	switch err.(type) {
	case *goja.InterruptedError, *goja.StackOverflowError:
	default:
		return
	}
	if g.vm == nil {
		return
	}
	left := cut(&g.vm.callStack, m.callStack)
	left = cut(&g.vm.iterStack, m.iterStack) || left
	left = cut(&g.vm.refStack, m.refStack) || left
	left = cut(&g.vm.tryStack, m.tryStack) || left
	if !left {
		return
	}
	g.vm.prg, g.vm.stash, g.vm.privEnv, g.vm.curAsyncRunner = m.prg, m.stash, m.privEnv, m.curAsyncRunner
	g.vm.pc, g.vm.sp, g.vm.sb, g.vm.args = m.pc, m.sp, m.sb, m.args
	g.vm.newTarget, g.vm.result = m.newTarget, m.result
	if m.callStack == 0 {
		// What the engine does itself where nothing is left behind: the jobs of the call are dropped, and the interrupt
		// is used up.
		*(*[]func())(unsafe.Add(unsafe.Pointer(g.runtime), jobsField.Offset)) = nil
		g.runtime.ClearInterrupt()
	}
}

// cut makes a stack as long as it was, and reports whether it was longer. What is beyond is overwritten in time.
func cut(stack *[]struct{}, n int) bool {
	if len(*stack) <= n {
		return false
	}
	*stack = (*stack)[:n]
	return true
}
