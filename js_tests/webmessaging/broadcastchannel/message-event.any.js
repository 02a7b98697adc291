promise_test(async () => {
  const a = new BroadcastChannel('event');
  const b = new BroadcastChannel('event');
  const e = await new Promise((resolve) => {
    b.onmessage = resolve;
    a.postMessage({ x: 1 });
  });
  assert_equals(e.constructor, MessageEvent);
  assert_equals(e.type, 'message');
  assert_equals(e.target, b);
  assert_equals(e.data.x, 1);
  assert_equals(e.origin, new URL(URL.createObjectURL(new Blob())).origin);
  assert_equals(e.source, null);
  assert_equals(e.lastEventId, '');
  assert_equals(e.ports.length, 0);
  assert_true(e.isTrusted);
  assert_false(e.bubbles);
  assert_false(e.cancelable);
}, 'the event of a message');
