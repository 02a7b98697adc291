package runtime

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/port"
)

// Channel is a message channel between a script and Go. See [Runtime.NewChannel].
type Channel struct {
	// JS is the script's end: a MessagePort. It belongs to the owner's goroutine.
	JS goja.Value
	// Go is the end for Go code, on any goroutine.
	Go *Port
}

// NewChannel returns a message channel with one end for the script and one for Go. Call it on the
// owner's goroutine.
//
//	ch := rt.NewChannel()
//	rt.VM().Set("host", ch.JS) // host.onmessage = …, host.postMessage(…)
//	go func() {
//	    for m := range ch.Go.Messages(ctx) {
//	        ch.Go.Post(answer(m.Data))
//	    }
//	}()
//
// The Go end holds the runtime's group, as [Runtime.Hold] does, until it is closed or transferred
// or its other end is gone; once Go has begun to receive, also until it has received everything
// that was sent. Scripts seldom close their ends, so close the Go end when you no longer need it.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-channels
func (rt *Runtime) NewChannel() *Channel {
	js, held := port.NewChannel()
	return &Channel{JS: rt.scope.NewMessagePort(js), Go: newPort(held, rt.loop.Group(), rt.config.limits.QueuedMessages)}
}

// NewMessagePort transfers a port that Go holds to the script and returns the MessagePort. Go
// cannot use p afterwards. Call it on the owner's goroutine. The error is ErrPortClosed if p was
// closed or transferred before.
//
//	ch := a.NewChannel()
//	p, err := b.NewMessagePort(ch.Go) // now the scripts of a and b can talk
//
// Put two runtimes that talk with each other in one group ([WithGroup]). Otherwise the Run of each
// returns as soon as it has nothing to do itself.
func (rt *Runtime) NewMessagePort(p *Port) (goja.Value, error) {
	shipped, err := p.ship()
	if err != nil {
		return nil, err
	}
	return rt.scope.NewMessagePort(shipped), nil
}
