// https://webidl.spec.whatwg.org/#js-forEach
test(() => {
  const params = new URLSearchParams('a=1&b=2&a=3');
  const log = [];
  const thisArg = {};
  params.forEach(function (value, name, object) { log.push(value, name, object === params, this === thisArg); }, thisArg);
  assert_array_equals(log, ['1', 'a', true, true, '2', 'b', true, true, '3', 'a', true, true]);
}, 'the arguments of the callback');

test(() => {
  const params = new URLSearchParams('a=1&b=2&c=3');
  const log = [];
  params.forEach((value) => { log.push(value); params.delete('b'); });
  assert_array_equals(log, ['1', '3']);
  params.forEach((value, name) => { log.push(value); if (name === 'a') params.append('d', '4'); });
  assert_array_equals(log, ['1', '3', '1', '3', '4']);
}, 'it sees the changes that the callback makes');

test(() => {
  const params = new URLSearchParams('a=1');
  assert_throws_js(TypeError, () => params.forEach());
  assert_throws_js(TypeError, () => params.forEach({}));
  assert_throws_js(TypeError, () => params.forEach.call({}, () => {}));
  const error = new Error('callback');
  assert_throws_exactly(error, () => params.forEach(() => { throw error; }));
}, 'errors');
