test(() => {
  const target = new EventTarget();
  let calls = 0;
  const f = () => { calls++; };
  target.addEventListener('x', f);
  target.addEventListener('x', f);
  target.addEventListener('x', f, false);
  target.addEventListener('x', f, { once: true });
  target.addEventListener('x', f, { passive: true });
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 1);
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 2, 'the once of the second one is ignored');
}, 'same type, callback and capture: the first one counts');

test(() => {
  const target = new EventTarget();
  let calls = 0;
  const f = () => { calls++; };
  target.addEventListener('x', f);
  target.addEventListener('x', f, true);
  target.addEventListener('y', f);
  target.addEventListener('x', { handleEvent: f });
  target.addEventListener('x', { handleEvent: f });
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 4);
}, 'another type, capture or object is another listener');

test(() => {
  const target = new EventTarget();
  const log = [];
  const a = () => log.push('a');
  target.addEventListener('x', a);
  target.addEventListener('x', () => log.push('b'));
  target.addEventListener('x', a);
  target.dispatchEvent(new Event('x'));
  target.removeEventListener('x', a);
  target.addEventListener('x', a);
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['a', 'b', 'b', 'a']);
}, 'adding it again does not move it, removing and adding does');
