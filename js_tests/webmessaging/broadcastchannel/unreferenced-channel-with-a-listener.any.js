// META: script=/webmessaging/resources/settled.js
promise_test(async () => {
  const got = [];
  (() => {
    const c = new BroadcastChannel('kept');
    c.onmessage = (e) => got.push(e.data);
  })();
  for (let i = 0; i < 50; i++) {
    new Array(10000).fill(i); // garbage for the collector
    if (i % 10 === 0) await settled(2);
  }
  const sender = new BroadcastChannel('kept');
  sender.postMessage(1);
  await settled();
  assert_array_equals(got, [1]);
}, 'a channel that has a listener is not collected');
