test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', () => {
    log.push('first');
    target.addEventListener('x', () => log.push('late'));
  });
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['first']);
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['first', 'first', 'late']);
}, 'one that was added during dispatch waits for the next event');

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', () => {
    log.push('capture');
    target.addEventListener('x', () => log.push('late capture'), true);
    target.addEventListener('x', () => log.push('late bubble'));
  }, true);
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['capture', 'late bubble']);
}, 'the list is cloned for each phase: a later phase sees it');
