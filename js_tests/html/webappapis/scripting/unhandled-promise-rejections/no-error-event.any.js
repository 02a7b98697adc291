// META: script=/webmessaging/resources/settled.js
setup({ allow_uncaught_exception: true });
// A rejection fires no error event: https://github.com/denoland/deno/issues/12221. In k6 it was
// silent: https://github.com/grafana/k6/issues/2318
promise_test(async () => {
  const log = [];
  const onerror = () => log.push('error');
  const onrejection = (e) => { log.push('unhandledrejection'); e.preventDefault(); };
  addEventListener('error', onerror);
  addEventListener('unhandledrejection', onrejection);
  Promise.reject(new Error('r'));
  await settled();
  removeEventListener('error', onerror);
  removeEventListener('unhandledrejection', onrejection);
  assert_array_equals(log, ['unhandledrejection']);
}, 'an unhandled rejection fires unhandledrejection only');
