const uuid = /\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test(() => {
  const url = URL.createObjectURL(new Blob(['x']));
  assert_equals(typeof url, 'string');
  assert_true(url.startsWith('blob:'));
  assert_regexp_match(url, uuid);
}, 'a URL of a blob');

test(() => {
  assert_regexp_match(URL.createObjectURL(new File(['x'], 'x.txt')), uuid);
}, 'a URL of a file');

test(() => {
  const blob = new Blob(['x']);
  const urls = new Set();
  for (let i = 0; i < 1000; i++) urls.add(URL.createObjectURL(blob));
  assert_equals(urls.size, 1000);
}, 'each URL is new');

test(() => {
  for (const v of [undefined, null, 'x', {}, new ArrayBuffer(1), Blob, Blob.prototype]) {
    assert_throws_js(TypeError, () => URL.createObjectURL(v));
  }
  assert_throws_js(TypeError, () => URL.createObjectURL());
  assert_throws_js(TypeError, () => URL.revokeObjectURL());
  assert_throws_js(TypeError, () => URL.revokeObjectURL(Symbol()));
}, 'arguments that throw');

test(() => {
  for (const name of ['createObjectURL', 'revokeObjectURL']) {
    const d = Object.getOwnPropertyDescriptor(URL, name);
    assert_true(d.writable && d.enumerable && d.configurable, name);
    assert_equals(d.value.name, name);
    assert_equals(d.value.length, 1);
    assert_throws_js(TypeError, () => new d.value(new Blob()));
  }
  const { createObjectURL } = URL;
  assert_regexp_match(createObjectURL(new Blob()), uuid);
}, 'they are static operations');

test(() => {
  assert_equals(URL.revokeObjectURL(URL.createObjectURL(new Blob())), undefined);
  for (const url of ['blob:nothing', 'https://example.com/', '', 'blob:', 7]) {
    assert_equals(URL.revokeObjectURL(url), undefined);
  }
}, 'revoking says nothing, whatever it is given');
