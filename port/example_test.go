package port_test

import (
	"context"
	"fmt"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/port"
)

// A text is a message that carries no ports.
type text string

func (text) Discard() {}

// A printer prints what arrives at its port.
type printer struct{}

func (printer) PortMessage(_ *port.Port, m port.Message) { fmt.Println("message:", m) }
func (printer) PortClosed(*port.Port)                    { fmt.Println("closed") }

func ExampleNewChannel() {
	group := eventloop.NewGroup()
	here, there := group.NewLoop(), group.NewLoop() // usually on two goroutines

	a, b := port.NewChannel()
	a.Adopt(port.NewOwner(here), printer{})
	b.Adopt(port.NewOwner(there), printer{})

	for _, word := range []text{"one", "two"} {
		if err := a.Post(word); err != nil {
			fmt.Println(err)
		}
	}
	a.Close()
	b.Start() // until now the messages waited in the queue of b

	// Run returns when the group is quiescent.
	if err := there.Run(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// message: one
	// message: two
	// closed
}
