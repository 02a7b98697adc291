// https://dom.spec.whatwg.org/#dom-abortsignal-any
test(() => {
  const a = new AbortController();
  const b = new AbortController();
  const any = AbortSignal.any([a.signal, b.signal]);
  assert_true(any instanceof AbortSignal);
  assert_false(any.aborted);
  b.abort('b');
  assert_true(any.aborted);
  assert_equals(any.reason, 'b');
  a.abort('a');
  assert_equals(any.reason, 'b');
}, 'aborts with the first of its sources');

test(() => {
  const any = AbortSignal.any([]);
  assert_false(any.aborted);
  assert_equals(any.reason, undefined);
}, 'without sources: never');

test(() => {
  const first = AbortSignal.abort('first');
  const any = AbortSignal.any([new AbortController().signal, first, AbortSignal.abort('second')]);
  assert_true(any.aborted);
  assert_equals(any.reason, 'first');
}, 'a source that is aborted already: at once, with its reason');

test(() => {
  const { signal } = new AbortController();
  assert_not_equals(AbortSignal.any([signal]), signal, 'always a new signal');
  assert_false(AbortSignal.any(new Set([signal])).aborted);
  for (const v of [signal, null, 1, 'x', {}, [null], [{}], [new AbortController()], [1]]) {
    assert_throws_js(TypeError, () => AbortSignal.any(v));
  }
  assert_throws_js(TypeError, () => AbortSignal.any());
}, 'takes a sequence of signals');

test(() => {
  const a = new AbortController();
  let calls = 0;
  const any = AbortSignal.any([a.signal, a.signal]);
  any.onabort = () => { calls++; };
  a.abort();
  assert_equals(calls, 1);
}, 'the same source twice: one event');

test(() => {
  const a = new AbortController();
  const any = AbortSignal.any([AbortSignal.any([AbortSignal.any([a.signal])]), new AbortController().signal]);
  let event;
  any.onabort = (e) => { event = e; };
  a.abort('deep');
  assert_equals(any.reason, 'deep');
  assert_true(event.isTrusted);
  assert_equals(event.target, any);
}, 'dependent signals of dependent signals');
