// META: title=promise_rejects_*

promise_test(async (t) => {
  const rejected = Promise.reject(new TypeError('m'));
  assert_equals(await promise_rejects_js(t, TypeError, rejected), undefined);
}, 'promise_rejects_js');

promise_test(async (t) => {
  await promise_rejects_dom(t, 'AbortError', Promise.reject(new DOMException('m', 'AbortError')));
  await promise_rejects_dom(t, 'AbortError', DOMException, Promise.reject(new DOMException('m', 'AbortError')), 'd');
}, 'promise_rejects_dom');

promise_test(async (t) => {
  const reason = {};
  await promise_rejects_exactly(t, reason, Promise.reject(reason));
}, 'promise_rejects_exactly');

promise_test(async (t) => {
  let caught;
  try {
    await promise_rejects_js(t, TypeError, Promise.reject(new RangeError('r')), 'd');
  } catch (e) {
    caught = e;
  }
  assert_true(caught instanceof AssertionError);
  assert_regexp_match(caught.message,
    /^promise_rejects_js: d function ".*" threw object "RangeError: r" \("RangeError"\) expected instance of function /);
}, 'the wrong reason rejects with an assertion');

promise_test((t) => promise_rejects_js(t, TypeError, { then(resolve, reject) { reject(new TypeError()); } }),
  'any thenable will do');
