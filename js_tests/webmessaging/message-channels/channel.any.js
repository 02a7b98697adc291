test(() => {
  const channel = new MessageChannel();
  const { port1, port2 } = channel;
  assert_true(port1 instanceof MessagePort);
  assert_true(port2 instanceof MessagePort);
  assert_true(port1 instanceof EventTarget);
  assert_not_equals(port1, port2);
  assert_equals(channel.port1, port1, 'the same each time');
  assert_equals(channel.port2, port2);
  for (const port of [port1, port2]) {
    assert_equals(port.onmessage, null);
    assert_equals(port.onmessageerror, null);
    assert_equals(port.onclose, null);
  }
}, 'a channel has two ports');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = t.step_func_done((e) => { assert_equals(e.data, 'pong ping'); });
  port2.onmessage = (e) => port2.postMessage(`pong ${e.data}`);
  port1.postMessage('ping');
}, 'that talk with each other');
