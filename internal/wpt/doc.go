// Package wpt finds, runs and reports test files in the format of web-platform-tests.
//
//	tests, err := wpt.Discover(os.DirFS("wpt"), "webmessaging")
//	runner := wpt.Runner{FS: os.DirFS("wpt")}
//	err = runner.RunAll(ctx, tests, 4, func(result wpt.Result) { … })
//
// A file such as x.any.js yields a [Test] for each scope and variant that its META comments name.
// Each Test is a page: an HTML file, or one that [Server] generates for a script, as the server of
// web-platform-tests does. A page gets a runtime and a goroutine of its own, but no document. The
// runtime runs the harness, which provides test(), async_test(), promise_test() and the assertions,
// and then the page's scripts in order. The page of a test for workers creates a worker and
// includes the worker's tests.
//
// The harness reports each result at once, so results are kept if the file hangs or crashes later.
// A file ends as soon as its runtime is quiescent, even if it still waits for something.
//
// The harness is harness.js or, if Runner.WPT is set, the unchanged testharness.js of that
// checkout. harness.js is written from the documentation of testharness.js and the results it
// reports. Where the two disagree on a file, harness.js has a bug, with these exceptions:
//
//   - Where testharness.js fails because of the test file (a thrown undefined, a replaced
//     Promise.prototype.then, a callback that throws), harness.js reports the problem and goes on.
//   - A missing function or an expected value of the wrong type fails the assertion.
//   - assert_throws_dom still accepts "QuotaExceededError".
//   - fetch_json, fetch_tests_from_window and similar functions are missing.
//
// https://web-platform-tests.org/writing-tests/testharness-api.html
package wpt
