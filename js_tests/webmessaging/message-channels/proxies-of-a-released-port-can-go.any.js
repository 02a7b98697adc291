// META: script=/webmessaging/resources/settled.js
// The pattern of https://github.com/GoogleChromeLabs/comlink/issues/63: the other end frees the
// object it exposed.
promise_test(async () => {
  const exposed = new Set();
  const expose = (object, port) => {
    exposed.add(object);
    port.onmessage = (e) => port.postMessage(object[e.data]());
    port.onclose = () => exposed.delete(object);
  };
  const { port1, port2 } = new MessageChannel();
  expose({ answer: () => 42 }, port2);
  const answer = new Promise((resolve) => { port1.onmessage = (e) => resolve(e.data); });
  port1.postMessage('answer');
  assert_equals(await answer, 42);
  port1.close();
  await settled();
  assert_equals(exposed.size, 0);
}, 'releasing a proxy frees the object behind it');
