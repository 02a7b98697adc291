package wpt

import (
	"context"
	"sync"
)

// RunAll runs tests, at most jobs at a time but at least one. It calls each with their results, in
// the order of the tests, on the caller's goroutine, as soon as possible.
//
//	err := runner.RunAll(ctx, tests, 4, func(r wpt.Result) { fmt.Println(r) })
//
// Once ctx is done, RunAll starts no further test, drops the results of the tests that are running,
// since ctx cut them off, and returns the cause of ctx.
func (r *Runner) RunAll(ctx context.Context, tests []Test, jobs int, each func(Result)) error {
	results := make([]chan Result, len(tests)) // each channel gets one result or is closed
	for i := range results {
		results[i] = make(chan Result, 1)
	}
	next := make(chan int)
	var workers sync.WaitGroup
	defer workers.Wait()
	for range min(max(jobs, 1), len(tests)) {
		workers.Go(func() {
			for i := range next {
				if result := r.Run(ctx, tests[i]); ctx.Err() == nil {
					results[i] <- result
				}
				close(results[i])
			}
		})
	}
	workers.Go(func() {
		defer close(next)
		for i := range tests {
			select {
			case next <- i:
			case <-ctx.Done():
				for _, never := range results[i:] {
					close(never)
				}
				return
			}
		}
	})
	for _, result := range results {
		one, ran := <-result
		if !ran {
			break
		}
		each(one)
	}
	return context.Cause(ctx)
}
