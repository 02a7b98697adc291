// Command byo ("bring your own") adds the interfaces to an engine and an event loop that a program
// already has: here those of goja_nodejs.
package main

import (
	"log"
	"sync"

	"github.com/dop251/goja"
	nodejs "github.com/dop251/goja_nodejs/eventloop"

	"github.com/gojs-runtime/gojs/bindings"
)

const script = `
const { port1, port2 } = new MessageChannel();
port2.onmessage = ({ data }) => console.log('got', data);
port1.postMessage({ on: 'the loop of goja_nodejs' });

for (const i of [1, 2, 3]) setTimeout(() => console.log('timer', i), 5);

const late = setTimeout(() => console.log('never'), 7);
clearTimeout(late);

addEventListener('error', e => { console.log(e.message); e.preventDefault(); });
setTimeout(() => { throw new Error('is reported') }, 10);

AbortSignal.timeout(20).onabort = () => finished();
`

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	program, err := goja.Compile("script.js", script, false)
	if err != nil {
		return err
	}
	host := nodejs.NewEventLoop(nodejs.EnableConsole(false))
	host.Start()
	defer host.Stop()

	done := make(chan struct{})
	finished := sync.OnceFunc(func() { close(done) })
	var scope *bindings.Scope
	var failed error
	host.RunOnLoop(func(vm *goja.Runtime) {
		if scope, failed = bindings.Install(vm, &loop{host: host}); failed == nil {
			failed = vm.Set("finished", finished)
		}
		if failed != nil {
			finished()
			return
		}
		if _, err := scope.RunProgram(program); err != nil {
			scope.ReportException(err) // writes to os.Stderr, unless bindings.WithUncaught is given
			finished()
		}
	})
	<-done
	if failed != nil {
		return failed
	}

	closed := make(chan struct{})
	host.RunOnLoop(func(*goja.Runtime) {
		scope.Close()
		close(closed)
	})
	<-closed
	return nil
}
