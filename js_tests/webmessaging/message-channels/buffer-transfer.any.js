async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const bytes = new Uint8Array([1, 2, 3, 4]);
  port2.onmessage = t.step_func_done((e) => {
    assert_array_equals(e.data, [2, 3]);
    assert_equals(e.data.byteOffset, 1);
    assert_equals(e.data.buffer.byteLength, 4);
    assert_array_equals(e.ports, []);
  });
  port1.postMessage(bytes.subarray(1, 3), [bytes.buffer]);
  assert_equals(bytes.byteLength, 0);
  assert_equals(bytes.length, 0);
  assert_equals(bytes[0], undefined);
}, 'a view whose buffer is transferred arrives, and is detached here');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const bytes = new Uint8Array([1, 2]);
  port2.onmessage = t.step_func_done((e) => {
    e.data[0] = 9;
    assert_array_equals(bytes, [1, 2]);
  });
  port1.postMessage(bytes);
}, 'without transfer it is copied');
