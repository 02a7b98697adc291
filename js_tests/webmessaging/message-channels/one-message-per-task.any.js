// META: script=/webmessaging/resources/settled.js
async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = t.step_func((e) => {
    log.push(e.data);
    Promise.resolve().then(() => log.push(`microtask ${e.data}`)).then(() => log.push(`microtask of ${e.data}'s microtask`));
    if (e.data === 2) {
      settled().then(t.step_func_done(() => {
        assert_array_equals(log, [
          1, 'microtask 1', "microtask of 1's microtask", 2, 'microtask 2', "microtask of 2's microtask",
        ]);
      }));
    }
  });
  port1.postMessage(1);
  port1.postMessage(2);
}, 'microtasks run after each message');
