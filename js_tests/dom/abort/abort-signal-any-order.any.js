test(() => {
  const log = [];
  const a = new AbortController();
  const one = AbortSignal.any([a.signal]);
  const two = AbortSignal.any([one]);
  const three = AbortSignal.any([a.signal, two]);
  for (const [name, signal] of Object.entries({ three, two, one, source: a.signal })) {
    signal.addEventListener('abort', () => log.push(name));
  }
  a.abort();
  assert_array_equals(log, ['source', 'one', 'two', 'three']);
}, 'the source fires first, then its dependents in the order of their creation');

test(() => {
  const a = new AbortController();
  const one = AbortSignal.any([a.signal]);
  const two = AbortSignal.any([one]);
  const log = [];
  a.signal.onabort = () => log.push(one.aborted, two.aborted, one.reason === a.signal.reason, two.reason === a.signal.reason);
  a.abort();
  assert_array_equals(log, [true, true, true, true]);
}, 'all of them are aborted before any event is fired');

test(() => {
  const log = [];
  const a = new AbortController();
  const b = new AbortController();
  const any = AbortSignal.any([a.signal, b.signal]);
  any.onabort = () => log.push(`any ${any.reason}`);
  a.signal.onabort = () => {
    log.push('a');
    b.abort('b');
  };
  b.signal.onabort = () => log.push('b');
  a.abort('a');
  assert_array_equals(log, ['a', 'b', 'any a']);
}, 'another source aborts meanwhile: the first reason stays');

test(() => {
  const a = new AbortController();
  let late;
  a.signal.onabort = () => { late = AbortSignal.any([a.signal]); };
  a.abort('r');
  assert_true(late.aborted);
  assert_equals(late.reason, 'r');
}, 'one that is made during the event');
