promise_test(async () => {
  const any = AbortSignal.any([new AbortController().signal, AbortSignal.timeout(5)]);
  await new Promise((resolve) => any.addEventListener('abort', resolve));
  assert_equals(any.reason.name, 'TimeoutError');
}, 'a timeout as a source');
