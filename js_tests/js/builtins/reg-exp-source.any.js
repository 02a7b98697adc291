// https://tc39.es/ecma262/#sec-escaperegexppattern
for (const [pattern, source] of [
  ['/', '\\/'], ['//', '\\/\\/'], ['a/b', 'a\\/b'], ['\\/', '\\/'], ['\\\\/', '\\\\\\/'], ['[/]', '[/]'], ['[\\]/]/', '[\\]/]\\/'],
  ['\\[/]', '\\[\\/]'], ['\\d', '\\d'], ['', '(?:)'], ['\n', '\\n'], ['\\u002F', '\\u002F'], ['é/', 'é\\/'],
]) {
  test(() => {
    const re = new RegExp(pattern, 'g');
    assert_equals(re.source, source);
    assert_equals(String(re), '/' + source + '/g');
    const again = (0, eval)(String(re));
    assert_equals(again.source, source);
    assert_equals(again.flags, 'g');
    assert_equals(structuredClone(re).source, source);
  }, JSON.stringify(pattern));
}

test(() => {
  assert_equals(/a\/b[\/]/.source, 'a\\/b[\\/]');
  assert_true(new RegExp('^[/]/$').test('//'));
  assert_equals('a/b/c'.replace(new RegExp('/', 'g'), '-'), 'a-b-c');
}, 'regular expressions do what they did');

test(() => {
  const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(RegExp.prototype, 'source');
  assert_array_equals([get.name, get.length, set, enumerable, configurable], ['get source', 0, undefined, false, true]);
  assert_equals(get.call(RegExp.prototype), '(?:)');
  for (const receiver of [undefined, null, 1, {}, Object.create(/x/)]) assert_throws_js(TypeError, () => get.call(receiver));
}, 'source');

test(() => {
  const { toString } = RegExp.prototype;
  const d = Object.getOwnPropertyDescriptor(RegExp.prototype, 'toString');
  assert_array_equals([toString.name, toString.length, d.writable, d.enumerable, d.configurable], ['toString', 0, true, false, true]);
  assert_equals(toString.call({ source: 'a', flags: 1 }), '/a/1');
  assert_equals(toString.call({}), '/undefined/undefined');
  assert_equals(toString.call(RegExp.prototype), '/(?:)/');
  for (const receiver of [undefined, null, 1, 'x']) assert_throws_js(TypeError, () => toString.call(receiver));
  assert_throws_js(TypeError, () => toString.call({ source: Symbol('x') }));
  const log = [];
  toString.call({ get source() { log.push('source'); return { toString() { log.push('toString'); return ''; } }; }, get flags() { log.push('flags'); } });
  assert_array_equals(log, ['source', 'toString', 'flags']);
}, 'toString');
