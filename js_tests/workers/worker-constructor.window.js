test(() => {
  assert_throws_js(TypeError, () => new Worker());
  assert_throws_js(TypeError, () => Worker('data:,'));
  assert_throws_js(TypeError, () => new Worker(Symbol()));
}, 'a call with new and a URL is needed');

test(() => {
  assert_throws_dom('SyntaxError', () => new Worker('http://:x'));
}, 'an invalid URL is a SyntaxError');

test(() => {
  assert_throws_js(TypeError, () => new Worker('data:,', { type: 'neither' }));
  assert_throws_js(TypeError, () => new Worker('data:,', { credentials: 'neither' }));
}, 'unknown options are TypeErrors');

test(() => {
  const read = [];
  const options = {};
  for (const name of ['type', 'name', 'credentials']) {
    Object.defineProperty(options, name, { get() { read.push(name); } });
  }
  new Worker({ toString: () => (read.push('url'), 'data:,') }, options).terminate();
  assert_array_equals(read, ['url', 'credentials', 'name', 'type']);
}, 'the URL is converted first, then the options in order of their names');

promise_test(async () => {
  const worker = new Worker('data:,postMessage(name)', { name: 'n\u00E9' });
  const e = await new Promise((resolve) => { worker.onmessage = resolve; });
  assert_equals(e.data, 'n\u00E9');
  worker.terminate();
}, 'a name');
