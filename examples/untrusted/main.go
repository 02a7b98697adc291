// Command untrusted runs hostile scripts, each in a runtime with limits.
//
// Memory and the time of one match of a regular expression have no limit. Where that matters, run
// scripts in a process of their own, with limits of the operating system.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/gojs-runtime/gojs/runtime"
)

var limits = runtime.Limits{
	CallStack:      500,
	QueuedMessages: 100,
	MessageBytes:   64 << 10,
	Timers:         50,
	WallTime:       500 * time.Millisecond,
}

var scripts = []struct{ name, source string }{
	{"endless.js", `for (;;);`},
	{"forever.js", `setInterval(() => {}, 1)`},
	{"promises.js", `(function again() { Promise.resolve().then(again) })()`},
	{"deep.js", `(function down() { down() })()`},
	{"flood.js", `const { port1, port2 } = new MessageChannel(); for (;;) port1.postMessage('spam')`},
	{"large.js", `structuredClone('x'.repeat(1e6))`},
	{"timers.js", `for (;;) setTimeout(() => {}, 1e6)`},
	{"files.js", `require('fs')`},
	{"environment.js", `process.env.SECRET`},
	{"polite.js", `console.log('hello')`},
}

func main() {
	for _, s := range scripts {
		if err := run(s.name, s.source); err != nil {
			log.Fatal(err)
		}
	}
}

func run(name, source string) error {
	rt, err := runtime.New(runtime.WithLimits(limits)) // without WithNode: no files, no environment
	if err != nil {
		return err
	}
	defer rt.Close()

	err = rt.Run(context.Background(), name, source)
	var uncaught *runtime.UncaughtError
	switch {
	case err == nil:
		fmt.Println(name, "ended well")
	case errors.Is(err, runtime.ErrTimeLimit):
		fmt.Println(name, "took too long")
	case errors.As(err, &uncaught):
		fmt.Println(name, "failed:", uncaught.Message)
	default:
		return err
	}
	return nil
}
