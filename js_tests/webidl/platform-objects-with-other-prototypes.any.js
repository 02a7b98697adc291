test(() => {
  const target = Object.setPrototypeOf(new EventTarget(), null);
  const e = Object.setPrototypeOf(new Event('x'), null);
  const log = [];
  EventTarget.prototype.addEventListener.call(target, 'x', (event) => log.push(event === e));
  assert_true(EventTarget.prototype.dispatchEvent.call(target, e));
  assert_array_equals(log, [true]);
}, 'the brand is not the prototype');

test(() => {
  const target = Object.setPrototypeOf(new EventTarget(), Event.prototype);
  assert_true(target instanceof Event);
  assert_throws_js(TypeError, () => target.type);
  assert_throws_js(TypeError, () => new EventTarget().dispatchEvent(target));
}, 'and a prototype is no brand');

test(() => {
  const o = Object.create(new EventTarget());
  assert_throws_js(TypeError, () => o.addEventListener('x', () => {}));
  const p = new Proxy(new EventTarget(), {});
  assert_throws_js(TypeError, () => p.addEventListener('x', () => {}));
}, 'heirs and proxies are other objects');
