package main

const testHelp = `Run tests in the format of web-platform-tests (WPT): files named x.any.js, x.window.js and x.worker.js that
call test(), async_test() or promise_test(). Each runs in an engine of its own, for at most 10 seconds, or 60
with // META: timeout=long.

Usage:
  gojs test [OPTIONS] [PATH...]

HTML files that load /resources/testharness.js are tests too: their scripts run in order, without a document.

Tests:
  PATH                A file or a folder. Default: the current folder, or all of --root or --wpt
      --root DIR      The folder that is / to the tests, for META: script=/resources/x.js; PATHs start
                      there. Default: PATH, the folder of a file, or the deepest that several PATHs are in
      --wpt DIR       A checkout of WPT: its own /resources/testharness.js runs the tests, and it is the root
                      unless --root is given
      --filter RE     Only tests whose path from the root, with the variant (dom/x.any.js?1-10), matches RE
      --scope NAME    Only tests for that kind of global object: window, dedicatedworker ... May be repeated

Running:
  -j, --jobs N        How many tests run at a time. Default: as many as there are processors
      --timeout-multiplier X
                      Stretch the time limits
      --watch         Run again whenever a file changes below the root, until Ctrl-C

Expectations:
      --expect FILE   The known failures with their reasons: a JSON file, or a folder with one for each top
                      folder. Every other result fails the run, even a known failure that passes now
      --update        Make FILE fit the results. Reasons stay; new failures get the reason of --reason
      --reason TEXT   The reason for new failures. Without it, --update leaves them out and fails

Output:
  -v, --verbose       Each subtest, and the tests that did not run
      --json          JSON instead of text: an object a line, one for each test and then the summary
      --tap           TAP version 14 instead of text
      --junit FILE    In addition, a report in JUnit's XML
      --log-wptreport FILE
                      In addition, a report in the format of WPT's runner and wpt.fyi
  -h, --help          Print this text

Examples:
  # All tests below the current folder
  gojs test

  # A folder of a checkout of WPT
  gojs test --wpt ~/wpt dom/events

  # Write down what fails today, so that only changes fail from now on
  gojs test tests --expect expectations.json --update --reason 'not looked into yet'
  gojs test tests --expect expectations.json

Exit codes:
  0                   All results are as expected: without --expect, all tests passed
  1                   A result is not as expected
  2                   Nothing was run: bad usage, a path that does not exist, or no tests
  130, 143, 141       Ctrl-C, SIGTERM, or an output pipe without a reader
`
