test(() => {
  assert_equals(queueMicrotask(() => {}), undefined);
  for (const v of [undefined, null, 1, 'f', {}, Symbol(), { handleEvent() {} }]) {
    assert_throws_js(TypeError, () => queueMicrotask(v));
  }
}, 'takes a function');

promise_test(async () => {
  const log = [];
  queueMicrotask(function (...args) { 'use strict'; log.push(this === undefined, args.length); });
  queueMicrotask(function () { log.push(this === globalThis); }, 'ignored');
  log.push('sync');
  await null;
  assert_array_equals(log, ['sync', true, 0, true]);
}, 'it is called later, with undefined for this and no arguments');
