// META: script=/webmessaging/resources/settled.js
// Messages were lost when a port was collected:
// https://github.com/GoogleChromeLabs/comlink/issues/692
promise_test(async () => {
  let received = 0;
  for (let i = 0; i < 500; i++) {
    (() => {
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => { received++; };
      port1.postMessage(new Uint8Array(1000));
    })();
  }
  for (let i = 0; i < 20; i++) {
    new Array(10000).fill(i); // garbage for the collector
    await settled(2);
  }
  assert_equals(received, 500);
}, 'five hundred unreferenced channels');
