test(() => {
  assert_true(globalThis instanceof EventTarget);
  assert_equals(Object.getPrototypeOf(Object.getPrototypeOf(globalThis)) === null, false);
}, 'the global object is an EventTarget');

test(() => {
  const log = [];
  const listener = function (e) { log.push(this === globalThis, e.target === globalThis, e.currentTarget === self); };
  addEventListener('x', listener);
  assert_true(dispatchEvent(new Event('x')));
  removeEventListener('x', listener);
  self.dispatchEvent(new Event('x'));
  assert_array_equals(log, [true, true, true]);
}, 'its methods can be called without a receiver');

test(() => {
  const log = [];
  EventTarget.prototype.addEventListener.call(undefined, 'y', () => log.push('undefined'));
  EventTarget.prototype.addEventListener.call(null, 'y', () => log.push('null'));
  globalThis.dispatchEvent(new Event('y'));
  assert_array_equals(log, ['undefined', 'null']);
}, 'undefined and null stand for it');
