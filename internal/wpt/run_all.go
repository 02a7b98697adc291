package wpt

import (
	"context"
	"sync"
)

// RunAll runs tests, at most jobs at a time and at least one, and calls each with their results: in the order of the
// tests, on the caller's goroutine, each as soon as those before it are there.
//
//	err := runner.RunAll(ctx, tests, 4, func(r wpt.Result) { fmt.Println(r) })
//
// Once ctx is done no further test begins, the results of those under way are dropped, for they are not the tests' doing,
// and RunAll returns the cause of ctx.
func (r *Runner) RunAll(ctx context.Context, tests []Test, jobs int, each func(Result)) error {
	results := make([]chan Result, len(tests)) // each gets one, or is closed
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
