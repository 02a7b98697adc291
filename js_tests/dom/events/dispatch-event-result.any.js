test(() => {
  const target = new EventTarget();
  assert_equals(target.dispatchEvent(new Event('x')), true, 'without listeners');
  target.addEventListener('x', (e) => { e.preventDefault(); return false; });
  assert_equals(target.dispatchEvent(new Event('x')), true, 'not cancelable');
  assert_equals(target.dispatchEvent(new Event('x', { cancelable: true })), false);
  const e = new Event('x', { cancelable: true });
  e.preventDefault();
  assert_equals(new EventTarget().dispatchEvent(e), false, 'canceled before');
}, 'false if the event was canceled');

test(() => {
  const target = new EventTarget();
  target.addEventListener('x', () => false);
  assert_true(target.dispatchEvent(new Event('x', { cancelable: true })));
}, 'the value that a listener returns does not matter');
