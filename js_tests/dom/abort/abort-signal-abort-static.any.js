test(() => {
  const signal = AbortSignal.abort();
  assert_true(signal instanceof AbortSignal);
  assert_true(signal.aborted);
  assert_equals(signal.reason.name, 'AbortError');
  assert_not_equals(AbortSignal.abort(), signal, 'a new one each time');
  const { abort } = AbortSignal;
  assert_true(abort('x').aborted, 'needs no receiver');
  assert_equals(abort('x').reason, 'x');
}, 'AbortSignal.abort() is aborted from the beginning');
