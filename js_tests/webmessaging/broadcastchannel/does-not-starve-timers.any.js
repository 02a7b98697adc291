// Two channels answer each other for ever. In Node two ports starved timers so:
// https://github.com/nodejs/node/pull/29315
promise_test(async () => {
  const a = new BroadcastChannel('ping-pong');
  const b = new BroadcastChannel('ping-pong');
  let round = 0;
  a.onmessage = () => a.postMessage(++round);
  b.onmessage = () => b.postMessage(++round);
  a.postMessage(0);
  for (let timers = 0; timers < 2 || round === 0; timers++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  a.close();
  b.close();
}, 'channels that talk without end leave time for timers');
