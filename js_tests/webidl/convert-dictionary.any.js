// META: title=Conversion to a dictionary
// META: script=/webidl/resources/interface.js
// https://webidl.spec.whatwg.org/#js-dictionary
test(() => {
  for (const v of [undefined, null, {}, [], () => {}, new Date(), /r/, Object.create(null)]) {
    assert_false(new Event('x', v).bubbles, typeof v);
  }
  assert_true(new Event('x', Object.assign(() => {}, { bubbles: 1 })).bubbles);
}, 'undefined, null and any object');

test(() => {
  for (const v of [1, 0, '', 'x', true, false, Symbol(), 1n]) {
    assert_throws_js(TypeError, () => new Event('x', v), typeof v);
    assert_throws_js(TypeError, () => new CustomEvent('x', v), typeof v);
    assert_throws_js(TypeError, () => structuredClone(1, v), typeof v);
  }
}, 'no other primitive');

test(() => {
  assert_true(new Event('x', Object.create({ bubbles: true })).bubbles);
  assert_true(new Event('x', new Proxy({}, { get: (_, key) => key === 'bubbles' })).bubbles);
}, 'members may be inherited');

test(() => {
  const log = [];
  new Event('x', recorder(log, { composed: 1, cancelable: 1, bubbles: 1, other: 1 }));
  assert_array_equals(log, ['bubbles', 'cancelable', 'composed']);
}, 'EventInit: members are read in lexicographical order');

test(() => {
  const log = [];
  new CustomEvent('x', recorder(log, { detail: 1, bubbles: 1, cancelable: 1, composed: 1 }));
  assert_array_equals(log, ['bubbles', 'cancelable', 'composed', 'detail']);
}, 'CustomEventInit: the members of the inherited dictionary come first');

test(() => {
  const log = [];
  new MessageEvent('x', recorder(log, {
    source: null, ports: [], origin: '', lastEventId: '', data: 1, composed: 1, bubbles: 1, cancelable: 1,
  }));
  assert_array_equals(log, ['bubbles', 'cancelable', 'composed', 'data', 'lastEventId', 'origin', 'ports', 'source']);
}, 'MessageEventInit');

test(() => {
  const log = [];
  new ErrorEvent('x', recorder(log, { message: '', lineno: 1, filename: '', error: 1, colno: 1, bubbles: 1 }));
  assert_array_equals(log, ['bubbles', 'colno', 'error', 'filename', 'lineno', 'message']);
}, 'ErrorEventInit');

test(() => {
  const log = [];
  new PromiseRejectionEvent('x', recorder(log, { reason: 1, promise: Promise.resolve(), bubbles: 1 }));
  assert_array_equals(log, ['bubbles', 'promise', 'reason']);
}, 'PromiseRejectionEventInit');

test(() => {
  const log = [];
  new EventTarget().addEventListener('x', () => {},
    recorder(log, { signal: new AbortController().signal, passive: 1, once: 1, capture: 1 }));
  assert_array_equals(log, ['capture', 'once', 'passive', 'signal']);
}, 'AddEventListenerOptions');

test(() => {
  const log = [];
  new EventTarget().removeEventListener('x', () => {}, recorder(log, { signal: 1, passive: 1, once: 1, capture: 1 }));
  assert_array_equals(log, ['capture']);
}, 'EventListenerOptions');

test(() => {
  const log = [];
  new QuotaExceededError('', recorder(log, { requested: 2, quota: 1 }));
  assert_array_equals(log, ['quota', 'requested']);
}, 'QuotaExceededErrorOptions');

test(() => {
  const mine = new Error('mine');
  assert_throws_exactly(mine, () => new Event('x', { get bubbles() { throw mine; } }));
  const log = [];
  assert_throws_exactly(mine, () => new MessageEvent('x', {
    get origin() { log.push('origin'); return { toString() { log.push('toString'); throw mine; } }; },
    get ports() { log.push('ports'); return []; },
  }));
  assert_array_equals(log, ['origin', 'toString'], 'each member is converted before the next one is read');
}, 'an exception of a getter is rethrown');
