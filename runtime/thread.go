package runtime

import (
	"context"
	"fmt"
	"net/url"
	"runtime/debug"
	"runtime/pprof"

	"github.com/gojs-runtime/gojs/bindings"
)

// thread is the common part of scriptWorker and goWorker.
type thread struct {
	host   *Host
	config config // of its runtime
	url    *url.URL
	name   string
	depth  int
	owner  bindings.WorkerOwner

	ctx    context.Context // done when the worker must end
	cancel context.CancelFunc
	ended  chan struct{} // closed by free
}

// newThread counts the worker against the limits of its parent, whose configuration is parent.
func (h *Host) newThread(ctx context.Context, parent config, depth int, s bindings.WorkerStart) (*thread, error) {
	limits := parent.limits
	if limits.WorkerDepth > 0 && depth > limits.WorkerDepth {
		return nil, &bindings.Refusal{Name: "QuotaExceededError",
			Message: fmt.Sprintf("Workers may be nested %d deep, no deeper.", limits.WorkerDepth)}
	}
	if n := h.alive.Add(1); limits.Workers > 0 && n > int64(limits.Workers) {
		h.alive.Add(-1)
		return nil, &bindings.Refusal{Name: "QuotaExceededError",
			Message: fmt.Sprintf("%d workers are there already, and no more are allowed: terminate one.", limits.Workers)}
	}
	config := parent
	config.uncaught, config.window, config.location = nil, nil, s.URL
	config.limits.WallTime = 0 // the parent watches the program's
	t := &thread{host: h, config: config, url: s.URL, name: s.Name, depth: depth, owner: s.Owner, ended: make(chan struct{})}
	t.ctx, t.cancel = context.WithCancel(ctx)
	return t, nil
}

// free undoes newThread. It is the last thing that a worker does.
func (t *thread) free() {
	t.cancel()
	t.host.alive.Add(-1)
	close(t.ended)
}

// do calls f on the worker's goroutine. A panic goes to the function of WithWorkerPanicked, if
// there is one.
func (t *thread) do(f func(ctx context.Context)) {
	if panicked := t.config.workerPanicked; panicked != nil {
		defer func() {
			if p := recover(); p != nil {
				panicked(p, debug.Stack())
			}
		}()
	}
	pprof.Do(t.ctx, pprof.Labels("gojs", t.label()), f)
}

// label names the worker in messages and profiles.
func (t *thread) label() string {
	if t.name != "" {
		return t.name
	}
	return shorten(t.url.Redacted())
}

// shorten truncates a long URL, such as one of the scheme data:.
func shorten(u string) string {
	const enough = 100
	if len(u) > enough {
		return u[:enough] + "…"
	}
	return u
}

// failed tells the owner that there is no script to run.
func (t *thread) failed(e *bindings.ScriptError) {
	if t.ctx.Err() != nil {
		return
	}
	info := &bindings.WorkerError{Worker: t.label(), Message: e.Message, Text: e.Error(), File: e.File, Line: e.Line, Column: e.Column, Err: e.Err}
	if e.Syntax {
		info.Message = "Uncaught SyntaxError: " + e.Message
	} else {
		info.Message = "The script of the worker cannot be loaded: " + e.Message
		info.File = t.url.Redacted()
		info.Text = info.Message
		if t.name != "" {
			info.Text += " (" + shorten(info.File) + ")"
		}
	}
	t.owner.WorkerFailed(info)
}
