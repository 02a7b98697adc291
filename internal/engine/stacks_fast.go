//go:build gc && !gojs_safe

package engine

import (
	"errors"
	"fmt"
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// vmOffset and jobsOffset are the offsets of the fields vm and jobQueue in a goja.Runtime.
var vmOffset, jobsOffset uintptr

// verifyStacks verifies the mirror of vm, and finds vm and the queue of promise jobs in a
// goja.Runtime.
func verifyStacks(s *samples) error { return stacksIn(reflect.TypeFor[goja.Runtime](), s.vm) }

// stacksIn is verifyStacks for a struct that may stand for goja.Runtime, in tests without an engine
// r.
func stacksIn(runtime reflect.Type, r *goja.Runtime) error {
	vmField, hasVM := runtime.FieldByName("vm")
	jobsField, hasJobs := runtime.FieldByName("jobQueue")
	if !hasVM || vmField.Type.Kind() != reflect.Pointer || vmField.Type.Elem().Kind() != reflect.Struct {
		return errors.New("goja.Runtime has no pointer vm to a struct")
	}
	if !hasJobs || jobsField.Type != reflect.TypeFor[[]func()]() {
		return errors.New("goja.Runtime has no list jobQueue")
	}
	mirror := reflect.TypeFor[vm]()
	for i := range mirror.NumField() {
		want := mirror.Field(i)
		got, found := vmField.Type.Elem().FieldByName(want.Name)
		if !found || got.Offset != want.Offset || !alikeInVM(got.Type, want.Type) {
			return fmt.Errorf("vm has no field %s at %d whose type is like %v", want.Name, want.Offset, want.Type)
		}
	}
	vmOffset, jobsOffset = vmField.Offset, jobsField.Offset
	if r != nil && stacksOfVerified(r).vm.r != unsafe.Pointer(r) {
		return errors.New("vm does not lead back to its goja.Runtime")
	}
	return nil
}

// alikeInVM is comparison.alike without looking at the structs that pointers lead to.
func alikeInVM(theirs, mine reflect.Type) bool {
	switch mine.Kind() {
	case reflect.UnsafePointer:
		return theirs.Kind() == reflect.Pointer
	case reflect.Slice:
		return theirs.Kind() == reflect.Slice && (mine.Elem() == theirs.Elem() || mine.Elem() == reflect.TypeFor[struct{}]())
	default:
		return theirs == mine
	}
}

type fastStacks struct {
	runtime *goja.Runtime
	vm      *vm // nil if the fast implementation is not in use
}

func stacksOf(runtime *goja.Runtime) Stacks {
	if !fast {
		return Stacks{}
	}
	return Stacks{stacksOfVerified(runtime)}
}

func stacksOfVerified(runtime *goja.Runtime) fastStacks {
	return fastStacks{runtime, *(**vm)(unsafe.Add(unsafe.Pointer(runtime), vmOffset))}
}

type fastMark struct {
	prg, stash, privEnv, curAsyncRunner      unsafe.Pointer
	pc, sp, sb, args                         int
	callStack, iterStack, refStack, tryStack int
	newTarget, result                        goja.Value
}

func (s *Stacks) mark() (m Mark) {
	if s.vm == nil {
		return m
	}
	return Mark{fastMark{
		prg: s.vm.prg, stash: s.vm.stash, privEnv: s.vm.privEnv, curAsyncRunner: s.vm.curAsyncRunner,
		pc: s.vm.pc, sp: s.vm.sp, sb: s.vm.sb, args: s.vm.args,
		callStack: len(s.vm.callStack), iterStack: len(s.vm.iterStack), refStack: len(s.vm.refStack), tryStack: len(s.vm.tryStack),
		newTarget: s.vm.newTarget, result: s.vm.result,
	}}
}

func (s *Stacks) restore(m *Mark) {
	if s.vm == nil {
		return
	}
	left := cut(&s.vm.callStack, m.callStack)
	left = cut(&s.vm.iterStack, m.iterStack) || left
	left = cut(&s.vm.refStack, m.refStack) || left
	left = cut(&s.vm.tryStack, m.tryStack) || left
	if !left {
		return
	}
	s.vm.prg, s.vm.stash, s.vm.privEnv, s.vm.curAsyncRunner = m.prg, m.stash, m.privEnv, m.curAsyncRunner
	s.vm.pc, s.vm.sp, s.vm.sb, s.vm.args = m.pc, m.sp, m.sb, m.args
	s.vm.newTarget, s.vm.result = m.newTarget, m.result
	if m.callStack == 0 {
		// goja does the same if no frame is left behind: it drops the promise jobs of the call, and
		// clears the interrupt.
		*(*[]func())(unsafe.Add(unsafe.Pointer(s.runtime), jobsOffset)) = nil
		s.runtime.ClearInterrupt()
	}
}

// cut shortens a stack to n frames, and reports whether it had more. The engine overwrites the cut
// frames later.
func cut(stack *[]struct{}, n int) bool {
	if len(*stack) <= n {
		return false
	}
	*stack = (*stack)[:n]
	return true
}
