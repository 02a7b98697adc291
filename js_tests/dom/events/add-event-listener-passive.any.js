test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', (e) => {
    e.preventDefault();
    e.returnValue = false;
    log.push(e.defaultPrevented);
  }, { passive: true });
  const e = new Event('x', { cancelable: true });
  assert_true(target.dispatchEvent(e));
  assert_array_equals(log, [false]);
}, 'a passive listener cannot cancel');

test(() => {
  const target = new EventTarget();
  target.addEventListener('x', () => {}, { passive: true });
  target.addEventListener('x', (e) => e.preventDefault(), { passive: false });
  assert_false(target.dispatchEvent(new Event('x', { cancelable: true })));
}, 'the next one can');

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', (e) => {
    const inner = new Event('y', { cancelable: true });
    log.push(target.dispatchEvent(inner));
    e.preventDefault();
    log.push(e.defaultPrevented);
  }, { passive: true });
  target.addEventListener('y', (e) => e.preventDefault());
  target.dispatchEvent(new Event('x', { cancelable: true }));
  assert_array_equals(log, [false, false]);
}, 'it concerns that event only');
