test(() => {
  const e = new Event('x', { bubbles: true, cancelable: true, composed: true });
  e.preventDefault();
  e.stopPropagation();
  assert_equals(e.initEvent('y', false, true), undefined);
  assert_equals(e.type, 'y');
  assert_false(e.bubbles);
  assert_true(e.cancelable);
  assert_false(e.defaultPrevented);
  assert_false(e.cancelBubble);
  assert_true(e.composed, 'composed stays');
}, 'initEvent begins anew');

test(() => {
  const target = new EventTarget();
  const e = new Event('x');
  target.dispatchEvent(e);
  assert_equals(e.target, target);
  e.initEvent('x');
  assert_equals(e.target, null);
}, 'the target is forgotten');

test(() => {
  const target = new EventTarget();
  const e = new Event('x', { cancelable: true });
  target.addEventListener('x', () => {
    e.preventDefault();
    e.initEvent('y', true, false);
  });
  assert_false(target.dispatchEvent(e));
  assert_equals(e.type, 'x');
  assert_false(e.bubbles);
  assert_true(e.cancelable);
}, 'during dispatch it does nothing');
