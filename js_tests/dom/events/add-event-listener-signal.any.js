test(() => {
  const target = new EventTarget();
  const controller = new AbortController();
  let calls = 0;
  target.addEventListener('x', () => { calls++; }, { signal: controller.signal });
  target.addEventListener('y', () => { calls++; }, { signal: controller.signal, once: true });
  target.dispatchEvent(new Event('x'));
  controller.abort();
  target.dispatchEvent(new Event('x'));
  target.dispatchEvent(new Event('y'));
  assert_equals(calls, 1);
}, 'abort removes the listeners');

test(() => {
  const target = new EventTarget();
  let calls = 0;
  target.addEventListener('x', () => { calls++; }, { signal: AbortSignal.abort() });
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 0);
}, 'a signal that is aborted already: nothing is added');

test(() => {
  const target = new EventTarget();
  for (const signal of [null, {}, 1, 'x', new AbortController()]) {
    assert_throws_js(TypeError, () => target.addEventListener('x', () => {}, { signal }));
    assert_throws_js(TypeError, () => target.addEventListener('x', null, { signal }), 'with a null callback');
  }
  target.addEventListener('x', () => {}, { signal: undefined });
}, 'must be an AbortSignal');

test(() => {
  const target = new EventTarget();
  const controller = new AbortController();
  const log = [];
  target.addEventListener('x', () => { log.push('first'); controller.abort(); }, { signal: controller.signal });
  target.addEventListener('x', () => log.push('second'), { signal: controller.signal });
  target.addEventListener('x', () => log.push('third'));
  target.dispatchEvent(new Event('x'));
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['first', 'third', 'third']);
}, 'abort during dispatch');

test(() => {
  const target = new EventTarget();
  const controller = new AbortController();
  let calls = 0;
  const f = () => { calls++; };
  target.addEventListener('x', f, { signal: controller.signal });
  target.removeEventListener('x', f);
  target.addEventListener('x', f);
  controller.abort();
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 1);
}, 'a listener that was added again without it is another one');

test(() => {
  const { signal } = new AbortController();
  const controller = new AbortController();
  const log = [];
  controller.signal.addEventListener('abort', () => log.push('removed by its own abort'), { signal: controller.signal });
  controller.signal.addEventListener('abort', () => log.push('stays'), { signal });
  controller.abort();
  assert_array_equals(log, ['stays'], 'abort algorithms run before the event');
}, 'the signal as the target');
