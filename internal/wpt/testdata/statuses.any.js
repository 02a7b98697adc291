// META: title=Statuses
// Every way in which a test can end.

test(() => {}, 'passes');
test(() => { assert_equals(1, 2); }, 'fails');
test(() => { assert_implements_optional(false, 'no such feature'); }, 'lacks an optional feature');
test((t) => { t.force_timeout(); }, 'forces its timeout');
test((t) => { t.done(); assert_unreached(); }, 'has passed before it fails');
test((t) => { t.step(() => assert_true(false, 'inner step')); }, 'fails in a step');
async_test((t) => { t.done(); }, 'async: passes');
async_test((t) => { throw new Error('thrown'); }, 'async: throws');
async_test((t) => { setTimeout(t.step_func(() => assert_true(false, 'later'))); }, 'async: fails later');
async_test((t) => { setTimeout(t.unreached_func('here')); }, 'async: reaches the unreachable');
async_test((t) => { setTimeout(t.step_func_done()); }, 'async: is done later');
async_test((t) => { t.step_timeout(() => { throw new TypeError('timer'); }, 1); }, 'async: throws in a timer');
async_test((t) => {}, 'async: is never done');
async_test('async: never begins');
promise_test(() => Promise.resolve(), 'promise: passes');
promise_test(async () => { assert_false(true); }, 'promise: fails');
promise_test(async () => { throw new RangeError('range'); }, 'promise: throws');
promise_test(() => Promise.reject('no error'), 'promise: is rejected with a string');
promise_test(() => { throw new Error('sync'); }, 'promise: throws before it returns');
promise_test(() => {}, 'promise: returns nothing');
promise_test(() => 5, 'promise: returns no thenable');
promise_test(() => ({ then(resolve) { resolve(); } }), 'promise: returns a thenable');
promise_test(() => ({ then() { throw new Error('in then'); } }), 'promise: then throws');
promise_test(() => ({ get then() { throw new Error('get then'); } }), 'promise: getting then throws');
promise_test(async () => { assert_implements_optional(0); }, 'promise: lacks an optional feature');
promise_test(async (t) => { t.done(); throw new Error('ignored'); }, 'promise: has passed before it throws');
promise_test((t) => {
  t.step(() => assert_unreached('step'));
  return new Promise(() => {});
}, 'promise: fails in a step and never settles');
promise_test(() => new Promise(() => {}), 'promise: never settles');
promise_test(() => Promise.resolve(), 'promise: waits for the one that never settles');
