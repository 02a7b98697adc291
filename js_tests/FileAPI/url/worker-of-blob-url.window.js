const url_of = (source) => URL.createObjectURL(new Blob([source]));
const next = (target, type = 'message') => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

promise_test(async () => {
  const worker = new Worker(url_of('postMessage([location.href, location.origin, location.protocol])'));
  const [href, origin, protocol] = (await next(worker)).data;
  assert_true(href.startsWith('blob:'));
  assert_equals(origin, location.origin);
  assert_equals(protocol, 'blob:');
}, 'a blob URL can be a worker\'s');

promise_test(async () => {
  const url = url_of('postMessage(location.hash)');
  assert_equals((await next(new Worker(url + '#fragment'))).data, '#fragment');
}, 'a fragment does not matter');

promise_test(async () => {
  const url = url_of('postMessage(1)');
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  assert_equals((await next(worker)).data, 1);
}, 'revoking the URL once the worker is made does not matter');

promise_test(async (t) => {
  const url = url_of('postMessage(1)');
  URL.revokeObjectURL(url);
  const worker = new Worker(url);
  worker.onmessage = t.unreached_func('there is no script');
  const e = await next(worker, 'error');
  assert_equals(e.constructor, Event);
}, 'a URL that was revoked before');

promise_test(async () => {
  const worker = new Worker(url_of('importScripts(...JSON.parse(name)); postMessage(a + b)'), {
    name: JSON.stringify([url_of('var a = 1'), url_of('var b = a + 1')]),
  });
  assert_equals((await next(worker)).data, 3);
}, 'importScripts takes blob URLs');

promise_test(async () => {
  const maker = new Worker(url_of(`
    postMessage(URL.createObjectURL(new Blob(['postMessage("of the maker")'])));
    onmessage = (e) => URL.revokeObjectURL(e.data) ?? postMessage('revoked');
  `));
  const url = (await next(maker)).data;
  assert_equals((await next(new Worker(url))).data, 'of the maker');
  const mine = url_of('');
  maker.postMessage(mine);
  await next(maker);
  await next(new Worker(mine), 'error');
  maker.terminate();
}, 'scripts of one origin can use and revoke each other\'s');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const maker = new Worker(url_of(`
    onmessage = (e) => {
      e.data.postMessage(URL.createObjectURL(new Blob([''])));
      close();
    };
  `));
  maker.postMessage(port1, [port1]);
  port2.start();
  const url = (await next(port2)).data;
  await next(port2, 'close');
  await next(new Worker(url), 'error');
}, 'URLs end with the script that made them');
