// Node crashed: https://github.com/nodejs/node/issues/25786
test(() => {
  const { port1 } = new MessageChannel();
  const moved = new MessageChannel();
  const buffer = new ArrayBuffer(4);
  assert_throws_dom('DataCloneError', () => port1.postMessage(null, [moved.port1, moved.port1]));
  assert_throws_dom('DataCloneError', () => port1.postMessage(null, [buffer, moved.port1, buffer]));
  assert_equals(buffer.byteLength, 4);
  port1.postMessage(null, [moved.port1]);
}, 'is a DataCloneError that transfers nothing');
