// META: script=/webmessaging/resources/settled.js
const receivers = (name, n) => {
  const got = [];
  const channels = [];
  for (let i = 0; i < n; i++) {
    const c = new BroadcastChannel(name);
    c.onmessage = (e) => (got[i] = e.data);
    channels.push(c);
  }
  return { got, channels, sender: new BroadcastChannel(name) };
};

promise_test(async () => {
  const { got, sender } = receivers('each', 3);
  const sent = { list: [1, { deep: true }], map: new Map([['k', new Date(7)]]) };
  sent.self = sent;
  sender.postMessage(sent);
  sent.list.push('too late');
  await settled();
  for (const g of got) {
    assert_equals(g.self, g);
    assert_array_equals([g.list.length, g.list[1].deep, g.map.get('k').getTime()], [2, true, 7]);
    assert_not_equals(g, sent);
  }
  got[0].list[1].deep = 'changed';
  got[0].map.clear();
  assert_true(got[1].list[1].deep);
  assert_equals(got[2].map.size, 1);
}, 'each receiver has a clone of its own, made when it was posted');

promise_test(async () => {
  const { got, sender } = receivers('buffers', 2);
  const sent = new Uint8Array([1, 2, 3]);
  sender.postMessage(sent);
  sent[0] = 9;
  await settled();
  got[0][1] = 7;
  assert_array_equals([...got[0]], [1, 7, 3]);
  assert_array_equals([...got[1]], [1, 2, 3]);
  structuredClone(got[0].buffer, { transfer: [got[0].buffer] });
  assert_equals(got[1].length, 3);
  assert_equals(sent.length, 3);
}, 'ArrayBuffers are copied for each receiver');

promise_test(async () => {
  const { got, sender } = receivers('blobs', 2);
  sender.postMessage({ blob: new Blob(['hello'], { type: 'text/plain' }), file: new File(['x'], 'x.txt') });
  await settled();
  for (const { blob, file } of got) {
    assert_equals(await blob.text(), 'hello');
    assert_equals(blob.type, 'text/plain');
    assert_equals(file.name, 'x.txt');
  }
  assert_not_equals(got[0].blob, got[1].blob);
}, 'blobs');

promise_test(async () => {
  const { got, sender } = receivers('what cannot be cloned', 1);
  const { port1 } = new MessageChannel();
  assert_throws_dom('DataCloneError', () => sender.postMessage(() => {}));
  assert_throws_dom('DataCloneError', () => sender.postMessage(Symbol()));
  assert_throws_dom('DataCloneError', () => sender.postMessage(port1));
  assert_throws_dom('DataCloneError', () => sender.postMessage(sender));
  const error = new RangeError();
  assert_throws_exactly(error, () => sender.postMessage({ get x() { throw error; } }));
  await settled();
  assert_array_equals(got, []);
}, 'a message that cannot be cloned is sent to no channel');

promise_test(async () => {
  const { got, sender } = receivers('transfer', 1);
  const buffer = new ArrayBuffer(8);
  sender.postMessage(buffer, [buffer]);
  await settled();
  assert_equals(buffer.byteLength, 8);
  assert_equals(got[0].byteLength, 8);
}, 'there is no transfer list: another argument is ignored');

test(() => {
  const c = new BroadcastChannel('x');
  assert_throws_js(TypeError, () => c.postMessage());
}, 'a message is required');
