test(() => {
  assert_equals(new CustomEvent('x').detail, null);
  assert_equals(new CustomEvent('x', {}).detail, null);
  assert_equals(new CustomEvent('x', { detail: undefined }).detail, null);
  assert_equals(new CustomEvent('x', null).detail, null);
  for (const detail of [0, '', false, null, NaN, Symbol.iterator, 1n, {}, () => {}]) {
    assert_equals(new CustomEvent('x', { detail }).detail, detail);
  }
}, 'detail is any value, and null by default');

test(() => {
  const e = new CustomEvent('x', { bubbles: true, cancelable: true, composed: true, detail: 1 });
  assert_true(e.bubbles && e.cancelable && e.composed);
  assert_true(e instanceof Event);
}, 'with the members of EventInit');

test(() => {
  const e = new CustomEvent('x', { detail: 1 });
  const detail = {};
  assert_equals(e.initCustomEvent('y', true, true, detail), undefined);
  assert_equals(e.type, 'y');
  assert_true(e.bubbles);
  assert_true(e.cancelable);
  assert_equals(e.detail, detail);
  e.initCustomEvent('z');
  assert_equals(e.type, 'z');
  assert_false(e.bubbles);
  assert_false(e.cancelable);
  assert_equals(e.detail, null);
}, 'initCustomEvent');

test(() => {
  const target = new EventTarget();
  const e = new CustomEvent('x', { detail: 1 });
  target.addEventListener('x', () => e.initCustomEvent('y', true, true, 2));
  target.dispatchEvent(e);
  assert_equals(e.type, 'x');
  assert_false(e.bubbles);
  assert_equals(e.detail, 1);
}, 'initCustomEvent does nothing during dispatch');
