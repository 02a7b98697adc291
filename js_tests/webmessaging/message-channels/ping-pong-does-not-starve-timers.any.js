// In Node it did: https://github.com/nodejs/node/pull/29315
async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  let pings = 0;
  port1.onmessage = () => {
    if (pings++ === 0) setTimeout(t.step_func_done(() => port1.close()), 5);
    port1.postMessage(null);
  };
  port2.onmessage = () => port2.postMessage(null);
  port1.postMessage(null);
}, 'a timer fires while two ports talk without end');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  let ticks = 0;
  port1.onmessage = () => port1.postMessage(null);
  port2.onmessage = () => port2.postMessage(null);
  port1.postMessage(null);
  const id = setInterval(t.step_func(() => {
    if (++ticks < 5) return;
    clearInterval(id);
    port1.close();
    t.done();
  }), 1);
}, 'an interval, too');
