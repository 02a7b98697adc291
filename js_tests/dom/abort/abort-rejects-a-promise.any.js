// The pattern of MDN's "Implementing an abortable API".
function wait(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const onabort = () => {
      clearTimeout(id);
      reject(signal.reason);
    };
    const id = setTimeout(() => {
      signal.removeEventListener('abort', onabort);
      resolve('waited');
    }, milliseconds);
    signal.addEventListener('abort', onabort, { once: true });
  });
}

promise_test(async (t) => {
  const controller = new AbortController();
  const waiting = wait(60000, controller.signal);
  queueMicrotask(() => controller.abort());
  await promise_rejects_dom(t, 'AbortError', waiting);
  await promise_rejects_exactly(t, 'x', wait(1, AbortSignal.abort('x')));
  assert_equals(await wait(1, new AbortController().signal), 'waited');
}, 'an abortable operation');
