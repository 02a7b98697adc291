promise_test(async () => {
  const worker = new Worker('resources/closes.js');
  const got = [];
  worker.onmessage = (e) => got.push(e.data);
  const { port1, port2 } = new MessageChannel();
  const closed = new Promise((resolve) => { port1.onclose = resolve; });
  worker.postMessage(port2, [port2]);
  worker.postMessage('dropped');
  await closed;
  assert_array_equals(got, ['after close', 'microtask']);
}, 'close() lets the current task finish, drops the rest, and closes the ports');
