// Package runtime runs JavaScript with an event loop, events, message channels, structured clone
// and workers. It puts the goja engine, an event loop and the bindings together.
//
//	rt, err := runtime.New()
//	if err != nil { … }
//	defer rt.Close()
//	err = rt.Run(ctx, "hello.js", `
//	    const { port1, port2 } = new MessageChannel();
//	    port2.onmessage = e => console.log('got', e.data);
//	    port1.postMessage({ hello: 'world' });
//	`)
//
// Run returns when the runtime's group is quiescent; package eventloop defines the word. A port
// that is still open does not matter: without a task, a timer or a hold no message can ever come.
//
// # Goroutines
//
// A Runtime belongs to one goroutine at a time, its owner: the goroutine in Run, Eval, Wait or
// Await, and between these calls the goroutine that makes the next one. The engine ([Runtime.VM]),
// every goja.Value and all methods belong to the owner, except methods whose comment says that they
// may be called from any goroutine. Other goroutines reach the engine with [Runtime.Post]:
//
//	any goroutine               owner, in Run
//	┌──────────────┐           ┌──────────────────────┐
//	│ rt.Post(f) ──┼──► queue ─┼─► f(vm)              │
//	│ port.Post(v)─┼──► record ┼─► onmessage          │
//	│ Receive    ◄─┼── record ◄┼── port.postMessage() │
//	└──────────────┘           └──────────────────────┘
//
// # Words for the end
//
//   - Close ends a [Runtime], a [Host] or a [Port] for good and frees what it has.
//   - Terminate closes a [Worker] from outside, at once: its script is interrupted.
//   - process.exit, an uncaught exception and a context that is done stop a run. The runtime can run again.
//   - Release ends a hold. See [Runtime.Hold].
//
// # Files
//
// A file uses only the files before it in this order:
//
//	errors, syntax, source, loader, limits   from text to a program, and what can be wrong with it
//	port, url, children                      parts that know no Runtime
//	options, host, runtime                   one engine, and what several share
//	run, channel, promise, scripts           what Go does with it
//	thread, script_worker, go_worker,        workers, which have runtimes themselves
//	worker, shared_worker, stats
//
// Four references run the other way, since workers have runtimes and runtimes have workers: options
// and host name [Runtime], host has the table of shared workers, and runtime lets its scripts start
// workers.
package runtime
