test(() => {
  const target = new EventTarget();
  const other = new EventTarget();
  const log = [];
  const e = new Event('x', { cancelable: true });
  target.addEventListener('x', () => log.push('target'));
  other.addEventListener('x', (seen) => {
    log.push('other', seen.target === other);
    seen.preventDefault();
    seen.stopPropagation();
  });
  assert_true(target.dispatchEvent(e));
  assert_false(other.dispatchEvent(e));
  assert_equals(e.target, other);
  assert_false(e.cancelBubble, 'dispatch clears the stop propagation flag');
  assert_false(target.dispatchEvent(e), 'but not the canceled flag');
  assert_array_equals(log, ['target', 'other', true, 'target']);
}, 'an event can be dispatched again');

test(() => {
  const target = new EventTarget();
  let thrown;
  target.addEventListener('x', (e) => {
    try {
      new EventTarget().dispatchEvent(e);
    } catch (error) {
      thrown = error;
    }
  });
  target.dispatchEvent(new Event('x'));
  assert_equals(thrown.name, 'InvalidStateError');
  assert_equals(thrown.code, 11);
  assert_equals(thrown.message, "Failed to execute 'dispatchEvent' on 'EventTarget': The event is already being dispatched.");
}, 'not while it is being dispatched');
