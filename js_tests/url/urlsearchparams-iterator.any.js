test(() => {
  const params = new URLSearchParams('a=1&b=2');
  assert_array_equals([...params.keys()], ['a', 'b']);
  assert_array_equals([...params.values()], ['1', '2']);
  assert_array_equals([...params].join(';').split(';'), ['a,1', 'b,2']);
  assert_equals(params[Symbol.iterator], params.entries);
}, 'keys, values, entries');

test(() => {
  const prototype = Object.getPrototypeOf(new URLSearchParams().entries());
  assert_equals(Object.getPrototypeOf(new URLSearchParams().keys()), prototype);
  assert_equals(Object.getPrototypeOf(prototype), Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));
  const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag);
  assert_array_equals([value, writable, enumerable, configurable], ['URLSearchParams Iterator', false, false, true]);
  assert_equals(Object.prototype.toString.call(new URLSearchParams().values()), '[object URLSearchParams Iterator]');
}, 'the iterator prototype object');
