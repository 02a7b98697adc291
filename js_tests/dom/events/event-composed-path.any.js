test(() => {
  const target = new EventTarget();
  const e = new Event('x', { bubbles: true, composed: true });
  const paths = [];
  target.addEventListener('x', () => paths.push(e.composedPath(), e.composedPath()));
  assert_array_equals(e.composedPath(), []);
  target.dispatchEvent(e);
  assert_array_equals(e.composedPath(), []);
  assert_array_equals(paths[0], [target]);
  assert_not_equals(paths[0], paths[1], 'a new array each time');
}, 'the target, during dispatch');
