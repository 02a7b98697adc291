test(() => {
  const e = new MessageEvent('x');
  assert_equals(e.type, 'x');
  assert_false(e.bubbles);
  assert_false(e.cancelable);
  assert_equals(e.data, null);
  assert_equals(e.origin, '');
  assert_equals(e.lastEventId, '');
  assert_equals(e.source, null);
  assert_array_equals(e.ports, []);
  assert_false(e.isTrusted);
}, 'the defaults');

test(() => {
  const { port1, port2 } = new MessageChannel();
  const data = {};
  const e = new MessageEvent('x', {
    bubbles: true, cancelable: true, data, origin: 'o', lastEventId: 'id', source: port1, ports: [port2, port1],
  });
  assert_true(e.bubbles);
  assert_true(e.cancelable);
  assert_equals(e.data, data);
  assert_equals(e.origin, 'o');
  assert_equals(e.lastEventId, 'id');
  assert_equals(e.source, port1);
  assert_array_equals(e.ports, [port2, port1]);
}, 'MessageEventInit');

test(() => {
  for (const data of [0, '', false, null, Symbol.iterator, 1n, () => {}]) assert_equals(new MessageEvent('x', { data }).data, data);
  assert_equals(new MessageEvent('x', { data: undefined }).data, null, 'undefined means the default');
  assert_equals(new MessageEvent('x', { origin: 1, lastEventId: null }).origin, '1');
  assert_equals(new MessageEvent('x', { origin: 1, lastEventId: null }).lastEventId, 'null');
}, 'conversion of the members');

test(() => {
  assert_equals(new MessageEvent('x', { source: null }).source, null);
  assert_equals(new MessageEvent('x', { source: undefined }).source, null);
  for (const source of [1, 'x', {}, new EventTarget(), new MessageChannel()]) {
    assert_throws_js(TypeError, () => new MessageEvent('x', { source }));
  }
}, 'source is a port or null');

test(() => {
  for (const ports of [null, 1, {}, [null], [{}], [new MessageChannel()]]) {
    assert_throws_js(TypeError, () => new MessageEvent('x', { ports }));
  }
}, 'ports is a sequence of ports');
