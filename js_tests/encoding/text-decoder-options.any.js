// META: title=TextDecoder: options
// META: script=/webidl/resources/interface.js
test(() => {
  for (const options of [undefined, null, {}, { fatal: 0, ignoreBOM: '' }]) {
    const decoder = new TextDecoder('utf-8', options);
    assert_false(decoder.fatal);
    assert_false(decoder.ignoreBOM);
  }
  const decoder = new TextDecoder('utf-8', { fatal: 1, ignoreBOM: 'yes' });
  assert_true(decoder.fatal);
  assert_true(decoder.ignoreBOM);
}, 'booleans, false by default');

test(() => {
  for (const options of [1, 'x', true, Symbol()]) {
    assert_throws_js(TypeError, () => new TextDecoder('utf-8', options));
    assert_throws_js(TypeError, () => new TextDecoder().decode(undefined, options));
  }
}, 'not a primitive');

test(() => {
  const log = [];
  assert_throws_js(RangeError, () => new TextDecoder({ toString() { log.push('label'); return 'klingon'; } },
    recorder(log, { ignoreBOM: 1, fatal: 1, stream: 1 })));
  assert_array_equals(log, ['label', 'fatal', 'ignoreBOM']);
}, 'are read in order, before the label is looked up');

test(() => {
  const log = [];
  assert_throws_js(TypeError, () => new TextDecoder().decode('no buffer', recorder(log, { stream: 1 })));
  assert_array_equals(log, []);
  new TextDecoder().decode(new Uint8Array(1), recorder(log, { stream: 1, fatal: 1 }));
  assert_array_equals(log, ['stream']);
}, 'of decode are read after the input is converted');
