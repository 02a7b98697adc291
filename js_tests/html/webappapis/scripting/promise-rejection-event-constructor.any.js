// META: script=/webidl/resources/interface.js
const promise = Promise.resolve();

test(() => {
  const e = new PromiseRejectionEvent('x', { promise });
  assert_equals(e.type, 'x');
  assert_equals(e.promise, promise);
  assert_equals(e.reason, undefined);
  assert_false(e.bubbles);
  assert_false(e.cancelable);
}, 'the defaults');

test(() => {
  const e = new PromiseRejectionEvent('x', { promise, reason: 'r', bubbles: true, cancelable: true });
  assert_equals(e.reason, 'r');
  assert_true(e.bubbles);
  assert_true(e.cancelable);
  for (const reason of [null, 0, Symbol.iterator]) {
    assert_equals(new PromiseRejectionEvent('x', { promise, reason }).reason, reason);
  }
}, 'PromiseRejectionEventInit');

test(() => {
  const e = thrown_by(() => new PromiseRejectionEvent('x', {}));
  assert_true(e instanceof TypeError);
  assert_regexp_match(e.message, /^Failed to construct 'PromiseRejectionEvent': .*promise/);
  check_required(() => new PromiseRejectionEvent('x'), "Failed to construct 'PromiseRejectionEvent': ", 2, 1);
  assert_throws_js(TypeError, () => new PromiseRejectionEvent('x', null));
}, 'the promise is required');

test(() => {
  for (const v of [null, 1, 'x', Symbol()]) assert_throws_js(TypeError, () => new PromiseRejectionEvent('x', { promise: v }));
  const thenable = { then() {} };
  assert_equals(new PromiseRejectionEvent('x', { promise: thenable }).promise, thenable);
}, 'it is of type object');
