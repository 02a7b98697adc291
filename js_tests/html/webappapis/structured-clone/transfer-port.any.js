promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const clone = structuredClone({ port: port2 }, { transfer: [port2] });
  assert_true(clone.port instanceof MessagePort);
  assert_not_equals(clone.port, port2);
  const answer = new Promise((resolve) => { port1.onmessage = (e) => resolve(e.data); });
  clone.port.postMessage('moved');
  assert_equals(await answer, 'moved');
  assert_throws_dom('DataCloneError', () => structuredClone(port2, { transfer: [port2] }));
}, 'a port moves to a new object');
