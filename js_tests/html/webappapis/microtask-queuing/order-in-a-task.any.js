// A microtask that is queued while another runs comes after those queued before, in every kind of
// task.
const inTasks = {
  'a timer': (f) => setTimeout(f),
  'a message': (f) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = f;
    port2.postMessage(null);
  },
};
for (const [name, task] of Object.entries(inTasks)) {
  async_test((t) => {
    const log = [];
    task(t.step_func(() => {
      queueMicrotask(() => {
        log.push(1);
        Promise.resolve().then(() => log.push(4));
        queueMicrotask(() => log.push(5));
      });
      queueMicrotask(() => log.push(2));
      Promise.resolve().then(() => log.push(3));
      setTimeout(t.step_func_done(() => assert_array_equals(log, [1, 2, 3, 4, 5])));
    }));
  }, `microtasks that queue microtasks, in ${name}`);
}
