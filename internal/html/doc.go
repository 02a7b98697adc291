// Package html implements the parts of the HTML Standard that a program without documents can use.
//
//	global scopes      global_scope.go, window.go, worker_global_scope.go and, for the two kinds of
//	                   workers, dedicated_ and shared_worker_global_scope.go; base64.go
//	messaging          message_event.go, message_channel.go, message_port.go, broadcast_channel.go;
//	                   message_end.go has the steps that ports and workers share
//	workers            worker.go, shared_worker.go; worker_host.go is what the host has to provide
//	timers             timers.go
//	microtasks         microtasks.go
//	errors             report_exception.go, rejections.go, error_event.go, promise_rejection_event.go
//	structuredClone    structured_clone.go; the algorithm is in package clone
//	navigator          navigator.go
//	location           location.go, worker_location.go, dom_string_list.go
//
// state.go has what a scope keeps for all of these, and SetUp, which connects a scope with its
// host. Documents, browsing contexts, navigation, session history, storage, module scripts, trusted
// types, images and rendering are absent.
//
// A message: postMessage serializes its argument to a [clone.Record] and gives the record to a
// [port.Port], a [port.Member] or, for a window, to the event loop. Package port queues it as a
// task at the receiver. The task, which runs on the receiver's goroutine, deserializes the record
// and fires a message event.
//
// An uncaught error: the caller of a script gives the error to [scope.Scope.ReportException], which
// leads to [ReportException] here. That fires an error event at the global object; if no listener
// cancels it, the host's [Options] Uncaught gets the error, or the console does. The host of a
// worker passes the error on to the [WorkerOwner], which fires an error event at the Worker object
// and, if no listener cancels that either, reports it in its own scope. A promise that stays
// rejected until the end of a microtask checkpoint fires an unhandledrejection event at the global
// object instead, and nothing at the Worker object.
//
// https://html.spec.whatwg.org/multipage/
package html
