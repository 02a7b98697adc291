// META: script=/webmessaging/resources/settled.js
// META: global=window
setup({ allow_uncaught_exception: true });
promise_test(async () => {
  const a = new BroadcastChannel('throws');
  const b = new BroadcastChannel('throws');
  const c = new BroadcastChannel('throws');
  const reported = [];
  self.addEventListener('error', (e) => {
    e.preventDefault();
    reported.push(e.message);
  });
  const got = [];
  b.onmessage = () => {
    throw new Error('from b');
  };
  c.onmessage = (e) => got.push(e.data);
  a.postMessage(1);
  a.postMessage(2);
  await settled();
  assert_array_equals(got, [1, 2]);
  assert_equals(reported.length, 2);
}, 'a listener that throws takes nothing from others');
