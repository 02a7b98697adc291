// META: script=/webmessaging/resources/settled.js
setup({ allow_uncaught_exception: true });
promise_test(async () => {
  let notified = 0;
  const note = (e) => { e.preventDefault(); notified++; };
  addEventListener('unhandledrejection', note);
  const promises = [];
  for (let i = 0; i < 20000; i++) promises.push(Promise.reject(i));
  for (const p of promises) p.catch(() => {});
  Promise.reject('one');
  await settled();
  removeEventListener('unhandledrejection', note);
  assert_equals(notified, 1);
}, 'twenty thousand rejections that are handled in time');
