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
// Once ctx is done no further test begins, those under way end with ERROR, and RunAll returns the cause of ctx.
func (r *Runner) RunAll(ctx context.Context, tests []Test, jobs int, each func(Result)) error {
	results := make([]chan Result, len(tests))
	for i := range results {
		results[i] = make(chan Result, 1)
	}
	next := make(chan int)
	var workers sync.WaitGroup
	defer workers.Wait()
	for range max(jobs, 1) {
		workers.Go(func() {
			for i := range next {
				results[i] <- r.Run(ctx, tests[i])
			}
		})
	}
	workers.Go(func() {
		defer close(next)
		for i := range tests {
			if ctx.Err() != nil {
				for _, never := range results[i:] {
					close(never)
				}
				return
			}
			next <- i
		}
	})
	for _, result := range results {
		if one, ran := <-result; ran {
			each(one)
		}
	}
	return context.Cause(ctx)
}
