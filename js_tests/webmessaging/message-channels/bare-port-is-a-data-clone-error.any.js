// Node threw a TypeError: https://github.com/nodejs/node/issues/40841
test(() => {
  const { port1, port2 } = new MessageChannel();
  const other = new MessageChannel();
  assert_throws_dom('DataCloneError', () => port1.postMessage(other.port1));
  assert_throws_dom('DataCloneError', () => port1.postMessage({ port: other.port1 }));
  assert_throws_dom('DataCloneError', () => port1.postMessage(port2));
  assert_throws_dom('DataCloneError', () => structuredClone(port1));
}, 'a port that is not in the transfer list');
