test(() => {
  const controller = new AbortController();
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', () => log.push('x'), { signal: controller.signal });
  controller.signal.addEventListener('abort', () => {
    log.push('abort');
    target.dispatchEvent(new Event('x'));
  });
  controller.abort();
  assert_array_equals(log, ['abort']);
}, 'listeners are gone when the abort event fires');

test(() => {
  const a = new AbortController();
  const any = AbortSignal.any([a.signal]);
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', () => log.push('x'), { signal: any });
  a.signal.onabort = () => target.dispatchEvent(new Event('x'));
  any.onabort = () => target.dispatchEvent(new Event('x'));
  a.abort();
  assert_array_equals(log, ['x'], 'the algorithms of a dependent signal run after the events of its source');
}, 'so with dependent signals, in their turn');
