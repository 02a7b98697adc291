async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const message = { list: [1] };
  port2.onmessage = t.step_func_done((e) => {
    assert_object_equals(e.data, { list: [1] });
    assert_not_equals(e.data, message);
    assert_not_equals(e.data.list, message.list);
  });
  port1.postMessage(message);
  message.list.push(2);
  message.more = true;
}, 'changes after postMessage do not affect the message');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  let first;
  port2.addEventListener('message', (e) => { first = e.data; });
  port2.addEventListener('message', t.step_func_done((e) => { assert_equals(e.data, first); }));
  port2.start();
  port1.postMessage({});
}, 'all listeners see the same clone');
