package runtime

import (
	"context"
	"errors"
	"sync"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/eventloop"
)

// Promise is a JavaScript promise that Go settles.
type Promise struct {
	// JS is the promise, for the script. It belongs to the owner's goroutine.
	JS goja.Value

	rt              *Runtime
	once            sync.Once
	hold            *eventloop.Hold
	resolve, reject func(reason any) error
}

// NewPromise makes a promise that keeps the program up until it is settled.
//
//	vm.Set("load", func(call goja.FunctionCall) goja.Value {
//	    p := rt.NewPromise()
//	    go func() { p.Resolve(load()) }()
//	    return p.JS
//	})
//
// See [Runtime.Go] for a goroutine that the runtime waits for.
func (rt *Runtime) NewPromise() *Promise {
	promise, resolve, reject := rt.vm.NewPromise()
	return &Promise{
		JS: rt.vm.ToValue(promise), rt: rt, hold: rt.Hold(),
		resolve: resolve, reject: reject,
	}
}

// Resolve fulfils the promise with a Go value, which becomes a JavaScript value as a posted one does (see
// [Port.Post]). What cannot be converted rejects the promise. It may be called from any goroutine; of all calls of
// Resolve and Reject the first one counts.
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

// Reject rejects the promise. The script gets an Error with the message of err; err itself comes out of Run or Await,
// for errors.Is and errors.As, if the script does not handle it. As with every error that a Go function returns to the
// engine, the script can reach its exported fields and methods, as the property value. It may be called from any
// goroutine. A nil error is a mistake: Reject panics.
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

// Go runs work on a goroutine of its own and returns a promise for its result. Its context ends when the runtime is
// closed, which waits for it.
//
//	vm.Set("resize", func(call goja.FunctionCall) goja.Value {
//	    name := call.Argument(0).String()
//	    return rt.Go(func(ctx context.Context) (any, error) { return resize(ctx, name) })
//	})
//
// work must not touch the engine or any of its values: it takes Go values along and returns one.
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
