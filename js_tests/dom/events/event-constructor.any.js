test(() => {
  const e = new Event('x');
  assert_equals(e.type, 'x');
  assert_equals(e.target, null);
  assert_equals(e.srcElement, null);
  assert_equals(e.currentTarget, null);
  assert_equals(e.eventPhase, Event.NONE);
  assert_false(e.bubbles);
  assert_false(e.cancelable);
  assert_false(e.composed);
  assert_false(e.cancelBubble);
  assert_false(e.defaultPrevented);
  assert_true(e.returnValue);
  assert_false(e.isTrusted);
  assert_array_equals(e.composedPath(), []);
  assert_equals(typeof e.timeStamp, 'number');
}, 'the defaults');

test(() => {
  const e = new Event('x', { bubbles: true, cancelable: true, composed: true, type: 'y', isTrusted: true, target: self });
  assert_true(e.bubbles);
  assert_true(e.cancelable);
  assert_true(e.composed);
  assert_equals(e.type, 'x');
  assert_false(e.isTrusted);
  assert_equals(e.target, null);
}, 'EventInit');
