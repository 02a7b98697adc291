package main

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func Example() {
	main()
	// Output:
	// Go got the first message
	// Go got map[bytes:[1 2] second:[1 2 3]]
}
