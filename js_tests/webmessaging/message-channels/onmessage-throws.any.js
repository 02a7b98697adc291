// META: script=/webmessaging/resources/settled.js
setup({ allow_uncaught_exception: true });
// https://github.com/denoland/deno/issues/11350
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  const onerror = (e) => {
    log.push(`error ${e.message}`, e.filename.endsWith('onmessage-throws.any.js'), e.lineno, e.error.message);
    e.preventDefault();
  };
  addEventListener('error', onerror);
  port2.onmessage = (e) => {
    log.push(e.data);
    if (e.data === 1) throw new TypeError('one');
  };
  port1.postMessage(1);
  port1.postMessage(2);
  await settled();
  removeEventListener('error', onerror);
  assert_array_equals(log, [1, 'error Uncaught TypeError: one', true, 14, 'one', 2]);
}, 'the error is reported, and the next message delivered');
