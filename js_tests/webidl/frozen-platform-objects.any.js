// META: script=/webmessaging/resources/settled.js
// Internal slots are not properties, so Object.freeze does not affect them.
test(() => {
  const target = Object.freeze(new EventTarget());
  const e = Object.freeze(new Event('x', { cancelable: true }));
  target.addEventListener('x', (event) => event.preventDefault());
  assert_false(target.dispatchEvent(e));
  assert_true(e.defaultPrevented);
}, 'events and targets');

promise_test(async () => {
  const { port1, port2 } = Object.freeze(new MessageChannel());
  const carrier = new MessageChannel();
  Object.freeze(port1);
  Object.freeze(port2);
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  port1.postMessage(1);
  carrier.port1.postMessage(null, [port1]);
  carrier.port2.onmessage = (e) => e.ports[0].postMessage(2);
  await settled();
  assert_array_equals(log, [1, 2]);
}, 'ports, which can even be transferred');

test(() => {
  const controller = Object.freeze(new AbortController());
  Object.freeze(controller.signal);
  controller.signal.onabort = () => {};
  controller.abort('r');
  assert_equals(controller.signal.reason, 'r');
}, 'abort controllers and signals');
