// This is what React's scheduler does: https://github.com/react/react/issues/20756. A Go test
// checks that such a channel does not keep a program running.
promise_test(async () => {
  const channel = new MessageChannel();
  const port = channel.port2;
  const tasks = [];
  let scheduled = false;
  channel.port1.onmessage = () => {
    scheduled = false;
    const task = tasks.shift();
    if (task) task();
    if (tasks.length > 0) request();
  };
  const request = () => {
    if (scheduled) return;
    scheduled = true;
    port.postMessage(null);
  };
  const log = [];
  await new Promise((resolve) => {
    tasks.push(() => log.push(1), () => { log.push(2); tasks.push(() => { log.push(4); resolve(); }); }, () => log.push(3));
    request();
    log.push('later');
  });
  assert_array_equals(log, ['later', 1, 2, 3, 4]);
}, 'tasks run one by one, each in a turn of its own');
