package main

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func Example() {
	main()
	// Output:
	// got { on: 'the loop of goja_nodejs' }
	// timer 1
	// timer 2
	// timer 3
	// Uncaught Error: is reported
}
