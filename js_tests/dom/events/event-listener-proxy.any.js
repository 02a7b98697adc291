test(() => {
  const target = new EventTarget(), event = new Event('x'), seen = [];
  target.addEventListener('x', new Proxy(() => {}, { apply(f, self, args) { args[0] = 42; } }));
  target.addEventListener('x', e => seen.push(e));
  target.dispatchEvent(event);
  assert_array_equals(seen, [event]);
}, 'what the trap of one listener does to its arguments, the next listener does not see');

test(() => {
  const target = new EventTarget(), event = new Event('x'), seen = [];
  let kept;
  target.addEventListener('x', new Proxy(() => {}, { apply(f, self, args) { kept ??= args; } }), { once: true });
  target.addEventListener('x', e => seen.push(e));
  target.dispatchEvent(event);
  kept[0] = 42;
  target.dispatchEvent(event);
  assert_array_equals(seen, [event, event]);
  assert_equals(kept[0], 42);
}, 'nor does an event that is dispatched again');
