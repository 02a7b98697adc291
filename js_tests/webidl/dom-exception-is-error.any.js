// https://webidl.spec.whatwg.org/#js-DOMException-specialness
test(() => {
  assert_true(Error.isError(new DOMException()));
  assert_true(Error.isError(AbortSignal.abort().reason));
  assert_true(Error.isError(new QuotaExceededError()));
  assert_true(Error.isError(new (class extends DOMException {})()));
  assert_false(Error.isError(DOMException.prototype));
  assert_false(Error.isError(Object.create(new DOMException())));
  assert_false(Error.isError(new Event('x')));
}, 'DOMExceptions are errors');

test(() => {
  assert_true(Error.isError(new TypeError()));
  for (const v of [undefined, null, 1, 'x', {}, Error, Error.prototype, { __proto__: Error.prototype }]) assert_false(Error.isError(v));
  assert_array_equals([Error.isError.name, Error.isError.length], ['isError', 1]);
}, 'as before');
