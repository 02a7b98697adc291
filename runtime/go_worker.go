package runtime

import (
	"context"
	"fmt"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/port"
)

// goWorker is a worker written in Go: a goroutine that is in its Handler. It has neither an engine
// nor a loop.
type goWorker struct {
	*thread
	handler  Handler // nil if none has the name
	inside   *port.Port
	starting *eventloop.Hold // until the handler's port keeps the group alive
}

// newGoWorker makes a worker that does not run yet.
func newGoWorker(t *thread, inside *port.Port) *goWorker {
	return &goWorker{thread: t, handler: t.host.handler(t.url.Opaque), inside: inside, starting: t.host.group.Hold()}
}

func (w *goWorker) run() {
	defer w.free()
	w.do(w.handle)
}

func (w *goWorker) handle(ctx context.Context) {
	if w.handler == nil {
		err := fmt.Errorf("no worker written in Go has the name %q (Host.Handle)", w.url.Opaque)
		w.failed(&bindings.ScriptError{Message: err.Error(), Err: err})
		return
	}
	p := newServicePort(w.inside, w.host.group, w.config.limits.QueuedMessages)
	w.starting.Release()
	closed := make(chan struct{})
	unwatch := context.AfterFunc(ctx, func() {
		p.Close()
		close(closed)
	})
	err := w.handler(ctx, p)
	if err != nil && ctx.Err() == nil {
		w.owner.WorkerUncaught(&bindings.WorkerError{Worker: w.label(), Message: "Uncaught Error: " + err.Error(),
			Text: "Uncaught Error: " + err.Error(), Err: err})
	}
	if !unwatch() {
		<-closed
	}
	p.Close()
}

func (w *goWorker) free() {
	w.inside.Close()
	w.starting.Release()
	w.thread.free()
}

// Terminate ends the context of the handler. See [bindings.WorkerHandle].
func (w *goWorker) Terminate() { w.cancel() }
