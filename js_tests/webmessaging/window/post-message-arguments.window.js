// The overloads (message, targetOrigin, transfer) and (message, options): https://webidl.spec.whatwg.org/#js-overloads
const received = () => new Promise((resolve) => addEventListener('message', resolve, { once: true }));

promise_test(async () => {
  for (const args of [['*'], ['*', undefined], ['*', []], [{ targetOrigin: '*', transfer: undefined }], [{ transfer: [] }]]) {
    postMessage('x', ...args);
    assert_equals((await received()).data, 'x');
  }
}, 'good ones');

test(() => {
  assert_throws_js(TypeError, () => postMessage(1, '*', null));
  assert_throws_js(TypeError, () => postMessage(1, '*', 1));
  assert_throws_js(TypeError, () => postMessage(1, '*', {}));
  assert_throws_js(TypeError, () => postMessage(1, '*', [1]));
  assert_throws_js(TypeError, () => postMessage(1, '*', [null]));
  assert_throws_js(TypeError, () => postMessage(1, { transfer: null }));
  assert_throws_js(TypeError, () => postMessage(1, { transfer: 1 }));
  assert_throws_js(TypeError, () => postMessage(1, { targetOrigin: Symbol('x') }));
  assert_throws_js(TypeError, () => postMessage(1, Symbol('x')));
  assert_throws_dom('SyntaxError', () => postMessage(1, 1));
  assert_throws_dom('SyntaxError', () => postMessage(1, true));
  assert_throws_dom('SyntaxError', () => postMessage(1, { targetOrigin: null }), 'null is a string here');
  assert_throws_dom('SyntaxError', () => postMessage(1, null, []), 'and a third argument makes it the target origin');
}, 'bad ones');

promise_test(async () => {
  // Two arguments of which the second is an object: that is options, whatever it converts to.
  postMessage(1, { toString() { throw new Error('not called'); } });
  assert_equals((await received()).data, 1);
  postMessage(2, { toString() { return '*'; } }, []);
  assert_equals((await received()).data, 2);
}, 'the second argument is an object');

test(() => {
  const log = [];
  assert_throws_js(TypeError, () => postMessage({ get x() { log.push('message'); } }, {
    get targetOrigin() { log.push('targetOrigin'); return { toString() { log.push('toString'); return '*'; } }; },
    get transfer() { log.push('transfer'); return { [Symbol.iterator]() { log.push('iterator'); return { next() { return { done: false, value: 1 }; } }; } }; },
  }));
  assert_array_equals(log, ['transfer', 'iterator'], 'the members of the inherited dictionary come first');
}, 'the order of conversions');
