package main

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func Example() {
	main()
	// Output:
	// 192.168.0.1: IPv4, private
	// 2001:db8::1: IPv6
	// no address: "localhost"
	// Go: ::1: IPV6
	// Go: GoError: no address: "nowhere"
}
