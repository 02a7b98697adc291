// EventListener is a callback interface, so any object is accepted.
// https://webidl.spec.whatwg.org/#js-callback-interface
test(() => {
  const target = new EventTarget();
  for (const callback of [null, undefined]) {
    assert_equals(target.addEventListener('x', callback), undefined);
    assert_equals(target.removeEventListener('x', callback), undefined);
  }
  assert_true(target.dispatchEvent(new Event('x')));
}, 'null and undefined do nothing');

test(() => {
  const target = new EventTarget();
  for (const callback of [1, 'f', true, Symbol(), 1n]) {
    assert_throws_js(TypeError, () => target.addEventListener('x', callback), typeof callback);
    assert_throws_js(TypeError, () => target.removeEventListener('x', callback), typeof callback);
  }
}, 'other primitives throw');

test(() => {
  const target = new EventTarget();
  const log = [];
  const f = (e) => log.push(e.type);
  target.addEventListener('x', f);
  target.addEventListener('x', { handleEvent: f });
  target.addEventListener('x', new Proxy(f, {}));
  target.addEventListener('x', f.bind(null));
  target.addEventListener('x', async (e) => log.push(`async ${e.type}`));
  target.addEventListener('x', function* () { log.push('a generator only begins when asked to'); });
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['x', 'x', 'x', 'x', 'async x']);
}, 'functions of all kinds, and objects');
