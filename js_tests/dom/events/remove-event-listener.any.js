test(() => {
  const target = new EventTarget();
  let calls = 0;
  const f = () => { calls++; };
  target.addEventListener('x', f, true);
  target.removeEventListener('x', f);
  target.removeEventListener('x', f, { capture: false });
  target.removeEventListener('X', f, true);
  target.removeEventListener('x', () => {}, true);
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 1, 'nothing of that matched');
  target.removeEventListener('x', f, { capture: 1, once: true });
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 1);
}, 'type, callback and capture must match, other options do not matter');

test(() => {
  const target = new EventTarget();
  assert_equals(target.removeEventListener('x', () => {}), undefined);
}, 'a listener that was never added');
