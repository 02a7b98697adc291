package eventloop_test

import (
	"context"
	"fmt"
	"time"

	"github.com/gojs-runtime/gojs/eventloop"
)

// Run ends by itself: when the timer has run, nothing more can happen.
func ExampleLoop_Run() {
	loop := eventloop.New()
	loop.Post(eventloop.TaskFunc(func() {
		loop.AfterFunc(time.Millisecond, eventloop.TaskFunc(func() { fmt.Println("timer") }))
		fmt.Println("task")
	}))
	fmt.Println(loop.Run(context.Background()))
	// Output:
	// task
	// timer
	// <nil>
}

// A goroutine that will post later takes a hold, so that Run waits for it.
func ExampleGroup_Hold() {
	loop := eventloop.New()
	hold := loop.Group().Hold()
	go func() {
		defer hold.Release()
		answer := 6 * 7 // something slow
		loop.Post(eventloop.TaskFunc(func() { fmt.Println("the answer is", answer) }))
	}()
	fmt.Println(loop.Run(context.Background()))
	// Output:
	// the answer is 42
	// <nil>
}
