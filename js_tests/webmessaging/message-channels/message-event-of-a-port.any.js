async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  let receiver;
  port2.addEventListener('message', function () { receiver = this; });
  port2.onmessage = t.step_func_done((e) => {
    assert_equals(receiver, port2);
    assert_equals(Object.getPrototypeOf(e), MessageEvent.prototype);
    assert_equals(e.type, 'message');
    assert_object_equals(e.data, { a: 1 });
    assert_equals(e.origin, '');
    assert_equals(e.lastEventId, '');
    assert_equals(e.source, null);
    assert_array_equals(e.ports, []);
    assert_true(Object.isFrozen(e.ports));
    assert_false(e.bubbles);
    assert_false(e.cancelable);
    assert_true(e.isTrusted);
    assert_equals(e.target, port2);
    assert_equals(e.currentTarget, port2);
    assert_equals(e.eventPhase, Event.AT_TARGET);
  });
  port1.postMessage({ a: 1 });
}, 'every attribute');
