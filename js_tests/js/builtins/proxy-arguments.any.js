// META: title=The arguments that a trap of a Proxy gets stay as they are after the task

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const calls = [];
  const call = new Proxy(() => {}, { apply(target, self, args) { calls.push(args) } });
  await new Promise(resolve => {
    port2.onmessage = ({ data }) => {
      if (data === 10) resolve();
      else call(data, 'argument');
    };
    for (let i = 0; i <= 10; i++) port1.postMessage(i);
  });
  port1.close();
  assert_equals(calls.length, 10);
  calls.forEach(([first], i) => assert_equals(first, i));
}, 'arguments of an apply trap that are kept');
