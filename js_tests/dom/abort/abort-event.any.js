test(() => {
  const controller = new AbortController();
  const log = [];
  controller.signal.onabort = function (e) {
    log.push('onabort', this === controller.signal, e.type, e.target === controller.signal, e.constructor === Event,
      e.isTrusted, e.bubbles, e.cancelable, e.target.aborted, e.target.reason);
  };
  controller.signal.addEventListener('abort', () => log.push('listener'));
  assert_equals(controller.abort('why'), undefined);
  assert_array_equals(log, ['onabort', true, 'abort', true, true, true, false, false, true, 'why', 'listener']);
}, 'abort fires an event, at once');

test(() => {
  const controller = new AbortController();
  let calls = 0;
  controller.signal.onabort = () => { calls++; };
  controller.abort(1);
  controller.abort(2);
  assert_equals(calls, 1);
  assert_equals(controller.signal.reason, 1);
}, 'once');

test(() => {
  const controller = new AbortController();
  const log = [];
  controller.signal.onabort = () => {
    log.push('a');
    controller.abort(2);
    log.push('b');
  };
  controller.abort(1);
  assert_array_equals(log, ['a', 'b']);
  assert_equals(controller.signal.reason, 1);
}, 'abort in its own event does nothing');

test(() => {
  const controller = new AbortController();
  let calls = 0;
  controller.abort();
  controller.signal.addEventListener('abort', () => { calls++; });
  assert_equals(calls, 0);
}, 'a listener that is added after the abort is not called');

test(() => {
  const { signal } = new AbortController();
  let calls = 0;
  signal.onabort = () => { calls++; };
  signal.dispatchEvent(new Event('abort'));
  assert_equals(calls, 1);
  assert_false(signal.aborted);
}, 'an event that a script dispatches aborts nothing');
