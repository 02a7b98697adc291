// META: title=Blob constructor: type and endings
// META: script=/webidl/resources/interface.js
// https://w3c.github.io/FileAPI/#constructorBlob
for (const [type, expected] of [
  [undefined, ''], ['', ''], ['text/plain', 'text/plain'], ['Text/HTML;Charset=UTF-8', 'text/html;charset=utf-8'],
  [' not a type ~', ' not a type ~'], ['a\tb', ''], ['a\x7F', ''], ['é', ''], ['\u212A', ''], ['a\0', ''], [null, 'null'], [1, '1'],
]) {
  test(() => {
    assert_equals(new Blob([], { type }).type, expected);
    assert_equals(new File([], 'n', { type }).type, expected);
    assert_equals(new Blob(['a']).slice(0, 1, type).type, expected);
  }, `type ${format_value(type)}`);
}

promise_test(async () => {
  const s = 'a\r\nb\rc\nd\n\re\r\r\n';
  assert_equals(await new Blob([s]).text(), s);
  assert_equals(await new Blob([s], { endings: 'transparent' }).text(), s);
  const native = navigator.platform.startsWith('Win') ? '\r\n' : '\n';
  assert_equals(await new Blob([s], { endings: 'native' }).text(), 'a\nb\nc\nd\n\ne\n\n'.replaceAll('\n', native));
  assert_equals(await new Blob(['a\r', '\nb'], { endings: 'native' }).text(), `a${native}${native}b`, 'each string by itself');
  const bytes = new TextEncoder().encode('\r\n');
  assert_equals(await new Blob([bytes, new Blob(['\r\n'])], { endings: 'native' }).text(), '\r\n\r\n', 'strings only');
}, 'endings');

test(() => {
  for (const endings of ['', 'Native', 'x', null, 1]) {
    assert_throws_js(TypeError, () => new Blob([], { endings }), format_value(endings));
  }
  const thrown = thrown_by(() => new Blob([], { endings: 'x' }));
  assert_equals(thrown.message, "Failed to construct 'Blob': The provided value 'x' is not a valid enum value of type EndingType.");
}, 'endings is one of two');

test(() => {
  const log = [];
  const options = recorder(log, { type: { toString() { log.push('type to string'); return ''; } }, endings: 'native', lastModified: 1 });
  new Blob([{ toString() { log.push('part'); return ''; } }], options);
  assert_array_equals(log, ['part', 'endings', 'type', 'type to string']);
  log.length = 0;
  new File([], { toString() { log.push('name'); return ''; } }, options);
  assert_array_equals(log, ['name', 'endings', 'type', 'type to string', 'lastModified']);
}, 'arguments and members are converted in order');

test(() => {
  for (const options of [1, 'x', true]) assert_throws_js(TypeError, () => new Blob([], options));
  for (const options of [null, undefined, {}, [], () => {}]) new Blob([], options);
}, 'options are an object');
