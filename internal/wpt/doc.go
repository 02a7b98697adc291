// Package wpt finds, runs and reports test files in the format of web-platform-tests.
//
//	tests, err := wpt.Discover(os.DirFS("wpt"), "webmessaging")
//	runner := wpt.Runner{FS: os.DirFS("wpt")}
//	err = runner.RunAll(ctx, tests, 4, func(result wpt.Result) { … })
//
// A file, say x.any.js, is one Test for each scope and variant that its META comments ask for. Each Test is a page: an
// HTML file, or one that [Server] makes around a script as the server of web-platform-tests does. It gets a runtime of
// its own, on a goroutine of its own. In it run the harness, which gives the file test(), async_test(), promise_test()
// and the assertions, and the page's scripts in their order; there is no document. The page of a test for workers makes
// one, and includes its tests. Results come out of the harness one by one, so that what a file reported before it hung or
// crashed is not lost. A file that waits for what cannot happen any more ends at once.
//
// The harness is harness.js, or with Runner.WPT the testharness.js of that checkout, as it stands.
//
// harness.js is written from testharness.js's documentation and from the results that testharness.js reports; where
// the two disagree on a file, that is a bug here, with these exceptions: where testharness.js stumbles over the test
// file (a thrown undefined, a replaced Promise.prototype.then, a callback that throws) this one reports it and goes
// on; a missing function or an expected value of the wrong type fails the assertion; assert_throws_dom still takes
// "QuotaExceededError"; fetch_json, fetch_tests_from_window and their kin are not there.
//
// https://web-platform-tests.org/writing-tests/testharness-api.html
package wpt
