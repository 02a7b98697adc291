promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  const done = new Promise((resolve) => {
    port2.onmessage = (e) => {
      log.push(e.data);
      if (e.data === 'from the timer') resolve();
    };
  });
  setTimeout(() => {
    log.push('timer');
    port1.postMessage('from the timer');
    log.push('timer end');
  });
  port1.postMessage('from the script');
  await done;
  assert_array_equals(log.filter((s) => s !== 'from the script'), ['timer', 'timer end', 'from the timer']);
  assert_equals(log.length, 4);
}, 'a message that a timer posts comes after the timer');
