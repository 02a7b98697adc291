package main

func Example() {
	main()
	// Output:
	// desserts
	// QUIET
	// Uncaught Error: 42 is no text
	// reward
}
