package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// signalError ends a run by a signal.
type signalError syscall.Signal

func (e signalError) Error() string { return fmt.Sprintf("ended by the signal %v", syscall.Signal(e)) }

// untilSignal returns a context that ends with a signalError at Ctrl-C or SIGTERM. A signal that
// the parent process told us to ignore, as shells do for jobs in the background, stays ignored. On
// Windows SIGTERM means that the console is closed.
func untilSignal(parent context.Context) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		if !signal.Ignored(s) {
			signal.Notify(signals, s)
		}
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case s := <-signals:
			cancel(signalError(s.(syscall.Signal)))
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel(nil)
		<-ended
	}
}
