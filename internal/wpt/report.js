// This script connects the testharness.js of web-platform-tests to the runner. It does what other
// runners do in their testharnessreport.js.
//
// This script evaluates to a function. The host calls it once, before any script of the page runs,
// with an object:
//
//     load()              runs testharness.js
//     timeoutMultiplier   number
//     created, started, result, complete      as in harness.js
//
// and gets back loaded() and timeUp(), as from harness.js.
//
// https://web-platform-tests.org/writing-tests/testharness-api.html#callback-api
(function (host) {
'use strict';

const global = globalThis;
const { apply } = Reflect;
const { Map, Promise } = global;
const uncurry = (method) => (self, ...args) => apply(method, self, args);
const mapGet = uncurry(Map.prototype.get);
const mapSet = uncurry(Map.prototype.set);

const subtestStatuses = { __proto__: null, 0: 'PASS', 1: 'FAIL', 2: 'TIMEOUT', 3: 'NOTRUN', 4: 'PRECONDITION_FAILED' };
const harnessStatuses = { __proto__: null, 0: 'OK', 1: 'ERROR', 2: 'TIMEOUT', 3: 'PRECONDITION_FAILED' };

// Without a document testharness.js has no load event and uses its first microtask instead. That
// would be too early, since there are microtask checkpoints between the page's scripts, as in
// browsers. So we take that microtask's callback, by replacing Promise while testharness.js is
// evaluated, and call it after the page's scripts.
let onLoad = null;
global.Promise = { resolve: () => ({ then(callback) { onLoad = callback; } }) };
try {
  host.load();
} finally {
  global.Promise = Promise;
}
const { timeout } = global;

const records = new Map();
const list = [];
Object.setPrototypeOf(list, null);

function recordOf(test) {
  let record = mapGet(records, test);
  if (record === undefined) {
    record = { __proto__: null, test, index: list.length, name: test.name, started: false, reported: false };
    mapSet(records, test, record);
    list[record.index] = record;
    host.created(record.index, record.name);
  }
  return record;
}

function report(record) {
  const { test } = record;
  record.reported = true;
  host.result(record.index, record.name, subtestStatuses[test.status], test.message, test.stack);
}

global.add_test_state_callback((test) => {
  const record = recordOf(test);
  if (record.started || test.phase !== test.phases.STARTED) return;
  record.started = true;
  host.started(record.index);
});
global.add_result_callback((test) => { report(recordOf(test)); });
global.add_completion_callback((tests, status) => {
  // Tests that timed out have not been reported yet.
  for (let i = 0; i < list.length; i++) {
    if (!list[i].reported) report(list[i]);
  }
  host.complete(harnessStatuses[status.status], status.message, status.stack);
});
global.setup({ explicit_timeout: true, timeout_multiplier: host.timeoutMultiplier });

return {
  loaded() {
    if (onLoad !== null) onLoad();
  },
  timeUp() {
    timeout();
  },
};
})
