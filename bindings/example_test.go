package bindings_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"
	nodejs "github.com/dop251/goja_nodejs/eventloop"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/port"
)

// An engine of one's own on a loop of this module.
func ExampleInstall() {
	vm := goja.New()
	loop := eventloop.New()
	scope, err := bindings.Install(vm, bindings.OnLoop(loop))
	if err != nil {
		panic(err)
	}
	program := goja.MustCompile("main.js", `
		const { port1, port2 } = new MessageChannel();
		port2.onmessage = e => console.log('got', e.data);
		port1.postMessage({ hello: 'world' });
		setTimeout(() => console.log('timer'), 20);
		console.log('script');
	`, false)
	loop.Post(eventloop.TaskFunc(func() {
		if _, err := scope.RunProgram(program); err != nil {
			scope.ReportException(err)
		}
	}))
	fmt.Println(loop.Run(context.Background()))
	scope.Close()
	// Output:
	// script
	// got { hello: 'world' }
	// timer
	// <nil>
}

// nodeLoop is the event loop of goja_nodejs as the bindings take it. That loop waits for its own timers only, so this
// counts what is pending and stops it when that is nothing.
type nodeLoop struct {
	*nodejs.EventLoop
	pending atomic.Int64
}

func (l *nodeLoop) Post(t eventloop.Task) bool {
	l.pending.Add(1)
	ok := l.RunOnLoop(func(*goja.Runtime) {
		t.Run()
		l.done()
	})
	if !ok {
		l.done()
	}
	return ok
}

func (l *nodeLoop) AfterFunc(d time.Duration, hold bool, t eventloop.Task) bindings.Timer {
	timer := &nodeTimer{loop: l, hold: hold}
	if hold {
		l.pending.Add(1)
	}
	timer.timer = l.SetTimeout(func(*goja.Runtime) {
		if timer.end() {
			t.Run()
			timer.release()
		}
	}, d)
	return timer
}

func (l *nodeLoop) done() {
	if l.pending.Add(-1) == 0 {
		l.StopNoWait()
	}
}

type nodeTimer struct {
	loop  *nodeLoop
	timer *nodejs.Timer
	hold  bool
	ended bool
}

func (t *nodeTimer) Stop() bool {
	if !t.end() {
		return false
	}
	t.loop.ClearTimeout(t.timer)
	t.release()
	return true
}

// end says whether the timer was armed until now.
func (t *nodeTimer) end() bool {
	armed := !t.ended
	t.ended = true
	return armed
}

func (t *nodeTimer) release() {
	if t.hold {
		t.loop.done()
	}
}

// The same on a loop that the embedder has, through the interface Loop.
func ExampleInstall_gojaNodejs() {
	loop := &nodeLoop{EventLoop: nodejs.NewEventLoop(nodejs.EnableConsole(false))}
	program := goja.MustCompile("main.js", `
		const { port1, port2 } = new MessageChannel();
		port2.onmessage = e => { console.log('got', e.data); port2.postMessage('thanks') };
		port1.onmessage = e => console.log(e.data);
		port1.postMessage({ hello: 'world' });
		setTimeout(() => console.log('timer'), 20);
		clearTimeout(setTimeout(() => console.log('never'), 10));
		AbortSignal.timeout(10_000).onabort = () => console.log('too late');
		console.log('script');
	`, false)
	loop.pending.Add(1)
	loop.RunOnLoop(func(vm *goja.Runtime) {
		defer loop.done()
		scope, err := bindings.Install(vm, loop)
		if err != nil {
			panic(err)
		}
		if _, err := scope.RunProgram(program); err != nil {
			scope.ReportException(err)
		}
	})
	loop.StartInForeground() // until nothing is pending
	loop.Terminate()
	// Output:
	// script
	// got { hello: 'world' }
	// thanks
	// timer
}

// Exceptions and rejections that no script handles come here. Explain says what they are.
func ExampleWithUncaught() {
	vm := goja.New()
	loop := eventloop.New()
	var scope *bindings.Scope
	scope, _ = bindings.Install(vm, bindings.OnLoop(loop), bindings.WithUncaught(func(u *bindings.Uncaught) {
		e := scope.Explain(u)
		fmt.Printf("%s at %s:%d:%d\n", e.Message, e.File, e.Line, e.Column)
	}))
	loop.Post(eventloop.TaskFunc(func() {
		_, err := vm.RunScript("main.js", "setTimeout(() => { throw new TypeError('in a timer') });\nthrow new Error('in the script')")
		scope.ReportException(err)
	}))
	loop.Run(context.Background())
	// Output:
	// Error: in the script at main.js:2:7
	// TypeError: in a timer at main.js:1:26
}

// Two engines talk through the two ends of a channel.
func ExampleScope_NewMessagePort() {
	group := eventloop.NewGroup()
	newEngine := func(p *port.Port, source string) *eventloop.Loop {
		vm, loop := goja.New(), group.NewLoop()
		scope, err := bindings.Install(vm, bindings.OnLoop(loop))
		if err != nil {
			panic(err)
		}
		vm.Set("peer", scope.NewMessagePort(p))
		if _, err := vm.RunString(source); err != nil {
			panic(err)
		}
		return loop
	}
	a, b := port.NewChannel()
	pong := newEngine(a, "peer.onmessage = e => { peer.postMessage(e.data + ' pong') }")
	ping := newEngine(b, "peer.onmessage = e => { console.log(e.data) }; peer.postMessage('ping')")

	ended := make(chan error)
	go func() { ended <- pong.Run(context.Background()) }()
	fmt.Println(ping.Run(context.Background()), <-ended)
	// Output:
	// ping pong
	// <nil> <nil>
}

// A value is cloned from one engine into another.
func ExampleScope_Serialize() {
	scopes := make([]*bindings.Scope, 2)
	for i := range scopes {
		scopes[i], _ = bindings.Install(goja.New(), bindings.OnLoop(eventloop.New()))
	}
	v, _ := scopes[0].VM().RunString("({ when: new Date(0), list: new Map([['a', 1]]) })")
	record, err := scopes[0].Serialize(v)
	if err != nil {
		panic(err)
	}
	copied, _, err := scopes[1].Deserialize(record)
	if err != nil {
		panic(err)
	}
	scopes[1].VM().Set("copied", copied)
	scopes[1].VM().RunString("console.log(copied.when.toISOString(), copied.list.get('a'))")
	// Output:
	// 1970-01-01T00:00:00.000Z 1
}

// Go code that uses the engine in a task: what it throws is reported as if a script had thrown it.
func ExampleScope_Do() {
	vm := goja.New()
	loop := eventloop.New()
	scope, _ := bindings.Install(vm, bindings.OnLoop(loop), bindings.WithUncaught(func(u *bindings.Uncaught) {
		fmt.Println("uncaught:", u.Value)
	}))
	vm.RunString("var settings = { get mode() { throw new Error('not configured') } }")
	loop.Post(eventloop.TaskFunc(func() {
		scope.Do(func(vm *goja.Runtime) {
			fmt.Println("not reached:", vm.Get("settings").ToObject(vm).Get("mode"))
		})
	}))
	loop.Run(context.Background())
	// Output:
	// uncaught: Error: not configured
}

// A built-in function of the embedder's own has the name and length that it should have.
func ExampleScope_NewFunction() {
	vm := goja.New()
	scope, _ := bindings.Install(vm, bindings.OnLoop(eventloop.New()))
	vm.Set("sum", scope.NewFunction("sum", 2, func(call goja.FunctionCall) goja.Value {
		total := 0.0
		for v := range slices.Values(call.Arguments) {
			total += v.ToFloat()
		}
		return vm.ToValue(total)
	}))
	vm.RunString("console.log(sum.name, sum.length, sum(1, 2, 39), sum)")
	// Output:
	// sum 2 42 [Function: sum]
}
