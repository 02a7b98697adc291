// https://html.spec.whatwg.org/multipage/webappapis.html#event-handler-attributes
const fire = (signal) => signal.dispatchEvent(new Event('abort', { cancelable: true }));

test(() => {
  const { signal } = new AbortController();
  const log = [];
  signal.onabort = function (e) { log.push(this === signal, e.type, arguments.length); };
  fire(signal);
  assert_array_equals(log, [true, 'abort', 1]);
}, 'is called with the target as this and the event');

test(() => {
  const { signal } = new AbortController();
  const log = [];
  const listen = (name) => signal.addEventListener('abort', () => log.push(name));
  listen('1');
  signal.onabort = () => log.push('replaced');
  listen('2');
  signal.onabort = () => log.push('handler');
  fire(signal);
  assert_array_equals(log.splice(0), ['1', 'handler', '2'], 'another function keeps the place');
  signal.onabort = null;
  fire(signal);
  assert_array_equals(log.splice(0), ['1', '2']);
  signal.onabort = () => log.push('handler');
  fire(signal);
  assert_array_equals(log.splice(0), ['1', '2', 'handler'], 'taken away and set again it is the last');
}, 'its place is that of its first assignment');

test(() => {
  const { signal } = new AbortController();
  const log = [];
  signal.onabort = { not: 'callable' };
  signal.addEventListener('abort', () => log.push('listener'));
  fire(signal);
  signal.onabort = () => log.push('handler');
  fire(signal);
  assert_array_equals(log, ['listener', 'handler', 'listener'], 'the object had a place too');
}, 'an object that is no function is not called');

test(() => {
  const { signal } = new AbortController();
  signal.onabort = () => false;
  assert_false(fire(signal), 'false cancels');
  for (const result of [true, undefined, null, 0, '', NaN, {}]) {
    signal.onabort = () => result;
    assert_true(fire(signal), String(result));
  }
}, 'cancels by returning false');

test(() => {
  const { signal } = new AbortController();
  const f = () => {};
  assert_equals(signal.onabort, null);
  signal.onabort = f;
  assert_equals(signal.onabort, f);
  signal.removeEventListener('abort', f);
  assert_equals(signal.onabort, f, 'removeEventListener does not know it');
  let calls = 0;
  const g = () => { calls++; };
  signal.onabort = g;
  signal.addEventListener('abort', g);
  fire(signal);
  assert_equals(calls, 2, 'the same function as a listener is another listener');
}, 'is independent of addEventListener');

test(() => {
  const { signal } = new AbortController();
  const log = [];
  signal.onabort = () => {
    log.push('first');
    signal.onabort = () => log.push('second');
  };
  fire(signal);
  fire(signal);
  assert_array_equals(log, ['first', 'second']);
}, 'a handler that replaces itself');

test(() => {
  const { signal } = new AbortController();
  const log = [];
  signal.addEventListener('abort', () => { signal.onabort = null; });
  signal.onabort = () => log.push('handler');
  fire(signal);
  assert_array_equals(log, []);
}, 'one that is taken away during dispatch');

test(() => {
  const { signal } = new AbortController();
  const log = [];
  signal.onabort = () => log.push('old');
  signal.addEventListener('abort', () => {}, true);
  signal.addEventListener('abort', () => { signal.onabort = () => log.push('new'); }, true);
  fire(signal);
  assert_array_equals(log, ['new']);
}, 'the value counts that it has when its turn comes');
