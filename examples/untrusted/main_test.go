package main

func Example() {
	main()
	// Output:
	// endless.js took too long
	// forever.js took too long
	// promises.js took too long
	// deep.js failed: RangeError: Maximum call stack size exceeded
	// flood.js failed: QuotaExceededError: Failed to execute 'postMessage' on 'MessagePort': 100 messages are waiting at the other end of this port already.
	// large.js failed: QuotaExceededError: Failed to execute 'structuredClone' on 'Window': The message is larger than the limit of 65536 bytes.
	// timers.js failed: QuotaExceededError: Failed to execute 'setTimeout' on 'Window': 50 timers are armed already.
	// files.js failed: ReferenceError: require is not defined
	// environment.js failed: ReferenceError: process is not defined
	// hello
	// polite.js ended well
}
