// Posts with each target origin, and then one that arrives.
async function arrives(...args) {
  const log = [];
  const listener = (e) => log.push(e.data);
  addEventListener('message', listener);
  const ended = new Promise((resolve) => addEventListener('message', function ended(e) {
    if (e.data !== 'end') return;
    removeEventListener('message', ended);
    resolve();
  }));
  postMessage('message', ...args);
  postMessage('end', '*');
  await ended;
  removeEventListener('message', listener);
  return log.includes('message');
}

const { protocol, host, origin } = location;

promise_test(async () => {
  for (const target of ['*', '/', origin, origin + '/', origin + '//', origin + '/any/path?x#y', protocol.toUpperCase() + '//' + host.toUpperCase(),
    ' ' + origin + '\n', location.href]) {
    assert_true(await arrives(target), target);
    assert_true(await arrives({ targetOrigin: target }), target);
  }
}, 'of this origin');

promise_test(async () => {
  for (const target of ['https://example.org', protocol + '//' + location.hostname + ':1', protocol + '//user@example.org', 'data:text/plain,x', 'about:blank', 'x:', 'file:///x']) {
    assert_false(await arrives(target), target);
    assert_false(await arrives({ targetOrigin: target }), target);
  }
}, 'of another');

promise_test(async () => {
  assert_true(await arrives());
  assert_true(await arrives(undefined));
  assert_true(await arrives(null));
  assert_true(await arrives({}));
  assert_true(await arrives({ targetOrigin: undefined }));
  assert_true(await arrives({ transfer: [] }));
}, 'the default is this origin');

test(() => {
  for (const target of ['', ' ', 'example.org', '//example.org', 'http://', 'http://exa mple.org', 'http://[::', '**', '/x']) {
    assert_throws_dom('SyntaxError', () => postMessage(1, target), target);
    assert_throws_dom('SyntaxError', () => postMessage(1, target, []), target);
    assert_throws_dom('SyntaxError', () => postMessage(1, { targetOrigin: target }), target);
  }
}, 'an invalid URL');

test(() => {
  const { port1 } = new MessageChannel();
  const buffer = new ArrayBuffer(1);
  assert_throws_dom('SyntaxError', () => postMessage(1, 'nonsense', [port1, buffer]));
  assert_equals(buffer.byteLength, 1);
  postMessage(1, '*', [port1]);
}, 'is looked at before anything is transferred');

promise_test(async () => {
  const buffer = new ArrayBuffer(1);
  const { port1, port2 } = new MessageChannel();
  const closed = new Promise((resolve) => { port2.onclose = resolve; });
  postMessage(buffer, 'https://example.org', [buffer, port1]);
  assert_equals(buffer.byteLength, 0);
  await closed;
}, 'objects transferred with a message to another origin are detached, and ports closed');
