test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', (e) => { log.push('first'); e.stopImmediatePropagation(); });
  target.addEventListener('x', () => log.push('second'));
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['first']);
}, 'no other listener is called');

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', (e) => { log.push('capture'); e.stopImmediatePropagation(); assert_true(e.cancelBubble); }, true);
  target.addEventListener('x', () => log.push('bubble'));
  const e = new Event('x');
  target.dispatchEvent(e);
  assert_array_equals(log, ['capture']);
  assert_false(e.cancelBubble, 'cleared after dispatch');
}, 'not in the other phase either');

test(() => {
  const target = new EventTarget();
  let calls = 0;
  target.addEventListener('x', () => { calls++; });
  const e = new Event('x');
  e.stopImmediatePropagation();
  target.dispatchEvent(e);
  assert_equals(calls, 0);
  target.dispatchEvent(e);
  assert_equals(calls, 1);
}, 'called before dispatch: the dispatch calls no listener');
