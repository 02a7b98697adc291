async function collect(stream) {
  const reader = stream.getReader();
  const chunks = [];
  for (let r = await reader.read(); !r.done; r = await reader.read()) chunks.push(r.value);
  return chunks;
}

promise_test(async () => {
  assert_array_equals(await collect(ReadableStream.from(['a', 'b'])), ['a', 'b']);
  assert_array_equals(await collect(ReadableStream.from(new Set([1, 2]))), [1, 2]);
  assert_array_equals(await collect(ReadableStream.from([Promise.resolve(1), 2])), [1, 2]);
  assert_array_equals(await collect(ReadableStream.from((function* () { yield 1; yield 2; return 3; })())), [1, 2]);
}, 'what can be iterated over');

test(() => {
  for (const v of [null, undefined, 1, true, Symbol(), {}, () => {}]) {
    assert_throws_js(TypeError, () => ReadableStream.from(v));
  }
  const thrown = new Error('mine');
  assert_throws_exactly(thrown, () => ReadableStream.from({ [Symbol.iterator]() { throw thrown; } }));
}, 'what cannot');

promise_test(async (t) => {
  const thrown = new Error('mine');
  const next = ReadableStream.from({ [Symbol.iterator]: () => ({ next() { throw thrown; } }) });
  await promise_rejects_exactly(t, thrown, next.getReader().read());

  let closed = 0;
  const values = [Promise.reject(thrown)];
  const rejected = ReadableStream.from({
    [Symbol.iterator]: () => ({
      next: () => ({ done: values.length === 0, value: values.shift() }),
      return() { closed++; return {}; },
    }),
  });
  await promise_rejects_exactly(t, thrown, rejected.getReader().read());
  assert_equals(closed, 1);
}, 'errors of the iterator error the stream');

promise_test(async () => {
  let reason;
  const stream = ReadableStream.from({ [Symbol.iterator]: () => ({ next() {}, return(r) { reason = r; return {}; } }) });
  await stream.cancel('why');
  assert_equals(reason, 'why');
}, 'cancel closes the iterator');
