// A message arrives as structuredClone would clone it. The tests of structuredClone have the
// details.
for (const [name, value] of Object.entries({
  undefined, null: null, true: true, zero: 0, 'minus zero': -0, NaN, Infinity, bigint: 2n ** 70n, string: 'ü\uD800😀',
  'empty string': '',
})) {
  async_test((t) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = t.step_func_done((e) => { assert_equals(e.data, value); });
    port1.postMessage(value);
  }, name);
}

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const message = { map: new Map([['k', new Set([1])]]), date: new Date(5), list: [1, , 3], bytes: new Uint8Array([1, 2]) };
  message.self = message;
  port2.onmessage = t.step_func_done(({ data }) => {
    assert_equals(data.self, data);
    assert_true(data.map.get('k').has(1));
    assert_equals(data.date.getTime(), 5);
    assert_array_equals(data.list, [1, , 3]);
    assert_array_equals(data.bytes, [1, 2]);
  });
  port1.postMessage(message);
}, 'a graph');
