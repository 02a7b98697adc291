// META: title=File constructor
// https://w3c.github.io/FileAPI/#file-constructor
promise_test(async () => {
  const before = Date.now();
  const file = new File(['a', new Uint8Array([98])], 'na/me.txt', { type: 'Text/Plain' });
  assert_true(file instanceof Blob);
  assert_equals(await file.text(), 'ab');
  assert_equals(file.size, 2);
  assert_equals(file.type, 'text/plain');
  assert_equals(file.name, 'na/me.txt');
  assert_equals(file.webkitRelativePath, '');
  assert_true(file.lastModified >= before && file.lastModified <= Date.now(), 'now');
  assert_equals(file.lastModified, file.lastModified);
}, 'a blob with a name and a date');

test(() => {
  for (const [name, expected] of [['', ''], [undefined, 'undefined'], [null, 'null'], [1, '1'], ['é\uD800', 'é\uFFFD'], ['..\\x\0', '..\\x\0']]) {
    assert_equals(new File([], name).name, expected);
  }
  assert_throws_js(TypeError, () => new File([], Symbol()));
}, 'the name is any string');

test(() => {
  for (const [lastModified, expected] of [[0, 0], [-1, -1], [1.9, 1], ['42', 42], [NaN, 0], [null, 0], [new Date(7), 7], [2 ** 53, 2 ** 53], [2 ** 64, 0]]) {
    assert_equals(new File([], 'n', { lastModified }).lastModified, expected, format_value(lastModified));
  }
  assert_throws_js(TypeError, () => new File([], 'n', { lastModified: Symbol() }));
}, 'lastModified is a long long');

test(() => {
  assert_throws_js(TypeError, () => new File());
  assert_throws_js(TypeError, () => new File([]));
  for (const bits of [undefined, null, 'abc', 1, {}]) assert_throws_js(TypeError, () => new File(bits, 'n'), format_value(bits));
}, 'both arguments are needed');
