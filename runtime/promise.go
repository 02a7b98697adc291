package runtime

import (
	"context"
	"errors"
	"sync"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/eventloop"
)

// Promise is a JavaScript promise that Go settles. See [Runtime.NewPromise].
type Promise struct {
	// JS is the promise, for the script. It belongs to the owner's goroutine.
	JS goja.Value

	rt              *Runtime
	once            sync.Once
	hold            *eventloop.Hold
	resolve, reject func(reason any) error
}

// NewPromise returns a promise that Go will settle. It holds the runtime's group until then. Call
// it on the owner's goroutine.
//
//	vm.Set("load", func(call goja.FunctionCall) goja.Value {
//	    p := rt.NewPromise()
//	    go func() { p.Resolve(load()) }()
//	    return p.JS
//	})
//
// With [Runtime.Go], Close waits for the goroutine.
func (rt *Runtime) NewPromise() *Promise {
	promise, resolve, reject := rt.vm.NewPromise()
	return &Promise{
		JS: rt.vm.ToValue(promise), rt: rt, hold: rt.Hold(),
		resolve: resolve, reject: reject,
	}
}

// Resolve fulfils the promise with a Go value, which is converted as by [Port.Post]. A value that
// cannot be converted rejects the promise. Only the first call of Resolve or Reject counts. It may
// be called from any goroutine.
//
//	p.Resolve(map[string]any{"status": 200})
func (p *Promise) Resolve(v any) {
	record, err := clone.FromGo(v)
	if err != nil {
		p.Reject(err)
		return
	}
	p.settle(func() error {
		value, _, err := p.rt.scope.Deserialize(record)
		if err != nil {
			return p.reject(p.rt.vm.NewGoError(err))
		}
		return p.resolve(value)
	})
}

// Reject rejects the promise. The script gets an Error with the message of err. If the script does
// not handle it, errors.Is and errors.As find err in the error of Run or Await. The property value
// of the Error is err itself, so the script can reach its exported fields and methods. Only the
// first call of Resolve or Reject counts. Reject panics if err is nil. It may be called from any
// goroutine.
//
//	p.Reject(fmt.Errorf("load: %w", err))
func (p *Promise) Reject(err error) {
	if err == nil {
		panic("runtime: Reject of a promise with a nil error: use Resolve")
	}
	p.settle(func() error { return p.reject(p.rt.vm.NewGoError(err)) })
}

func (p *Promise) settle(f func() error) {
	p.once.Do(func() {
		p.rt.loop.Post(eventloop.TaskFunc(func() {
			p.rt.scope.Do(func(*goja.Runtime) {
				if err := f(); err != nil {
					panic(err)
				}
			})
		}))
		p.hold.Release()
	})
}

var errGoexit = errors.New("the work of a promise ended its goroutine with runtime.Goexit (as t.FailNow does) and returned nothing")

// Go runs work on a goroutine of its own and returns a promise for its result. When the runtime is
// closed, the context is done, and Close waits for work to return. Call Go on the owner's
// goroutine.
//
//	vm.Set("resize", func(call goja.FunctionCall) goja.Value {
//	    name := call.Argument(0).String()
//	    return rt.Go(func(ctx context.Context) (any, error) { return resize(ctx, name) })
//	})
//
// work must not use the engine or any of its values. Its result is converted as by [Port.Post].
func (rt *Runtime) Go(work func(ctx context.Context) (any, error)) goja.Value {
	p := rt.NewPromise()
	rt.background.Go(func() {
		err := errGoexit
		var v any
		defer func() {
			if err != nil {
				p.Reject(err)
				return
			}
			p.Resolve(v)
		}()
		v, err = work(rt.ctx)
	})
	return p.JS
}
