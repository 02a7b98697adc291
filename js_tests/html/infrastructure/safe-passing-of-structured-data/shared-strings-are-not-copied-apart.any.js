// A string that arrived in a message behaves like any other.
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const received = new Promise((resolve) => { port2.onmessage = (e) => resolve(e.data); });
  const parts = ['ascii', 'ünïcode', '\uD800'];
  port1.postMessage([parts.join('-'), 'x'.concat('y'.repeat(1000)), `${1}${'é'}`]);
  const [a, b, c] = await received;
  assert_equals(a, 'ascii-ünïcode-\uD800');
  assert_equals(b.length, 1001);
  assert_equals(c, '1é');
  assert_equals({ [c]: 1 }['1é'], 1);
  assert_equals(new Map([[b, 1]]).get('x' + 'y'.repeat(1000)), 1);
  assert_equals(a.slice(6) + c, 'ünïcode-\uD8001é');
}, 'for comparing, slicing, as a key');
