package main

import (
	"slices"
	"time"

	"github.com/dop251/goja"
	nodejs "github.com/dop251/goja_nodejs/eventloop"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
)

// A loop adapts an event loop of goja_nodejs to bindings.Loop. The program stops the loop, so
// nothing has to keep it running.
type loop struct {
	host   *nodejs.EventLoop
	timers []*timer // in due order; goja_nodejs does not order timers of equal times
}

type timer struct {
	loop *loop
	due  time.Time
	task eventloop.Task
	wake *time.Timer
}

// Post implements bindings.Loop.
func (l *loop) Post(task eventloop.Task) bool {
	return l.host.RunOnLoop(func(*goja.Runtime) { task.Run() })
}

// AfterFunc implements bindings.Loop.
func (l *loop) AfterFunc(d time.Duration, _ bool, task eventloop.Task) bindings.Timer {
	t := &timer{loop: l, due: time.Now().Add(d), task: task}
	i := len(l.timers)
	for i > 0 && l.timers[i-1].due.After(t.due) {
		i--
	}
	l.timers = slices.Insert(l.timers, i, t)
	t.wake = time.AfterFunc(d, func() { l.host.RunOnLoop(func(*goja.Runtime) { l.runDue() }) })
	return t
}

// runDue runs the timers that are due.
func (l *loop) runDue() {
	now := time.Now()
	for len(l.timers) > 0 && !l.timers[0].due.After(now) {
		t := l.timers[0]
		l.timers = l.timers[1:]
		t.task.Run()
	}
}

// Stop implements bindings.Timer.
func (t *timer) Stop() bool {
	i := slices.Index(t.loop.timers, t)
	if i < 0 {
		return false
	}
	t.loop.timers = slices.Delete(t.loop.timers, i, i+1)
	t.wake.Stop()
	return true
}
