// Each level is a call from the engine into Go and back.
test(() => {
  const target = new EventTarget();
  let depth = 0;
  target.addEventListener('x', () => {
    if (++depth < 200) target.dispatchEvent(new Event('x'));
  });
  target.dispatchEvent(new Event('x'));
  assert_equals(depth, 200);
}, 'two hundred dispatches, one in another');
