const mine = new Error('mine');
const bad = { toString() { throw mine; } };

test(() => {
  assert_throws_exactly(mine, () => new Event(bad, 1));
  assert_throws_exactly(mine, () => new CustomEvent(bad, 1));
  assert_throws_exactly(mine, () => new MessageEvent(bad, 1));
  assert_throws_exactly(mine, () => new ErrorEvent(bad, 1));
  assert_throws_exactly(mine, () => new PromiseRejectionEvent(bad, 1));
  assert_throws_exactly(mine, () => new PromiseRejectionEvent(bad, {}));
  assert_throws_exactly(mine, () => new QuotaExceededError(bad, 1));
  assert_throws_exactly(mine, () => new DOMException(bad, Symbol()));
}, 'constructors');

test(() => {
  assert_throws_exactly(mine, () => new EventTarget().addEventListener(bad, 1, 1));
  assert_throws_exactly(mine, () => new EventTarget().removeEventListener(bad, 1, 1));
  assert_throws_exactly(mine, () => new Event('x').initEvent(bad, Symbol()));
  assert_throws_exactly(mine, () => new MessageEvent('x').initMessageEvent(bad, 0, 0, 0, Symbol()));
}, 'operations');

test(() => {
  const log = [];
  const s = (name) => ({ toString() { log.push(name); return name; } });
  new MessageEvent('x').initMessageEvent(s('type'), 0, 0, 0, s('origin'), s('lastEventId'), null, {
    get [Symbol.iterator]() { log.push('ports'); return Array.prototype.values; }, length: 0,
  });
  assert_array_equals(log, ['type', 'origin', 'lastEventId', 'ports']);
}, 'initMessageEvent');

test(() => {
  const log = [];
  clearTimeout(setTimeout({ toString() { log.push('handler'); return ''; } }, { valueOf() { log.push('timeout'); return 0; } }));
  assert_array_equals(log, ['handler', 'timeout']);
}, 'setTimeout');
