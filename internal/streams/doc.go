// Package streams implements the Streams Standard: readable, writable and transform streams,
// streams of bytes, readers, writers, pipes, tees and queuing strategies. Each interface has a file
// of its own name. Longer algorithms stand apart: readable_stream_pipe.go, readable_stream_from.go,
// the two files of tees, and readable_byte_stream_pull_into.go. Two things are absent: streams
// cannot be transferred, and ReadableStream has no asynchronous iteration, since the engine has
// none.
//
// A readable stream has a controller, which has the queue of chunks and calls the algorithms of the
// underlying source when the queue has room. A reader locks the stream. Reading makes a read
// request, which has steps for a chunk, for the end and for an error; if the queue is empty, the
// request waits in the reader until the controller enqueues a chunk. A writable stream has a
// controller too, whose queue holds the chunks that were written and whose algorithms write one
// after the other to the underlying sink. A transform stream is one of each: its sink calls the
// transformer, which enqueues chunks into its readable side. Pipes and tees are readers with read
// requests of their own.
//
// Abstract operations are methods of the object that they work on, whose name is left out of
// theirs: ReadableStreamCancel is ReadableStream.cancel. Read requests and the algorithms of
// sources, sinks and transformers are Go functions. They call the functions that a script gave, or
// they are written in Go (streams of blobs and of texts), and then no script runs. Where the
// standard throws, an operation panics with the exception, as the engine's built-in functions do.
//
// The package is built on internal/scope (the engine, the event loop, calls of script functions),
// internal/webidl (interfaces as tables, promises, buffers) and internal/dom (AbortSignal).
//
// https://streams.spec.whatwg.org/
package streams
