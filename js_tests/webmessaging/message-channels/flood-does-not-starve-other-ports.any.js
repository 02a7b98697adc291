// In Bun one busy sender kept all other ports waiting: https://github.com/oven-sh/bun/pull/36314
async_test((t) => {
  const flood = new MessageChannel();
  const { port1, port2 } = new MessageChannel();
  let received = 0;
  flood.port2.onmessage = () => { received++; };
  for (let i = 0; i < 20000; i++) flood.port1.postMessage(i);
  port2.onmessage = t.step_func_done(() => { assert_less_than(received, 20000); });
  port1.postMessage('me too');
}, 'a message at another port does not wait for the whole flood');

async_test((t) => {
  const flood = new MessageChannel();
  flood.port2.onmessage = () => flood.port1.postMessage(0);
  flood.port1.postMessage(0);
  setTimeout(t.step_func_done(() => { flood.port2.onmessage = null; }), 1);
}, 'nor does a timer');
