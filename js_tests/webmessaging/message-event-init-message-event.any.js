test(() => {
  const { port1, port2 } = new MessageChannel();
  const e = new MessageEvent('x', { data: 1 });
  assert_equals(e.initMessageEvent('y', true, true, 'data', 'origin', 'id', port1, [port2]), undefined);
  assert_equals(e.type, 'y');
  assert_true(e.bubbles);
  assert_true(e.cancelable);
  assert_equals(e.data, 'data');
  assert_equals(e.origin, 'origin');
  assert_equals(e.lastEventId, 'id');
  assert_equals(e.source, port1);
  assert_array_equals(e.ports, [port2]);
  e.initMessageEvent('z');
  assert_equals(e.type, 'z');
  assert_false(e.bubbles);
  assert_false(e.cancelable);
  assert_equals(e.data, null);
  assert_equals(e.origin, '');
  assert_equals(e.lastEventId, '');
  assert_equals(e.source, null);
  assert_array_equals(e.ports, []);
}, 'sets everything, or to the defaults');

test(() => {
  const target = new EventTarget();
  const e = new MessageEvent('x', { data: 1 });
  target.addEventListener('x', () => e.initMessageEvent('y', true, true, 2));
  target.dispatchEvent(e);
  assert_equals(e.type, 'x');
  assert_equals(e.data, 1);
}, 'does nothing during dispatch');
