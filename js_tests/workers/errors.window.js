setup({ allow_uncaught_exception: true });
const error_of = (target) => new Promise((resolve) => target.addEventListener('error', resolve, { once: true }));

promise_test(async (t) => {
  const worker = new Worker('resources/throws-on-message.js');
  t.add_cleanup(() => worker.terminate());
  worker.postMessage('throw');
  worker.postMessage('goes on');
  const e = await error_of(worker);
  e.preventDefault();
  assert_equals(e.constructor, ErrorEvent);
  assert_equals(e.message, 'Uncaught RangeError: on purpose');
  assert_equals(e.filename, new URL('resources/throws-on-message.js', location).href);
  assert_equals(e.lineno, 2);
  assert_equals(e.error, null);
  assert_true(e.cancelable && !e.bubbles && e.isTrusted);
  const m = await new Promise((resolve) => { worker.onmessage = resolve; });
  assert_equals(m.data, 'goes on');
}, 'an exception in a worker');

promise_test(async (t) => {
  const worker = new Worker('resources/throws-on-message.js');
  t.add_cleanup(() => worker.terminate());
  worker.postMessage('throw');
  const inside = error_of(worker);
  const outside = await error_of(self);
  assert_equals(outside.message, (await inside).message);
  assert_equals(outside.error, null);
}, 'what nobody handles at the worker goes on to the global object');

for (const [what, url] of [['is missing', 'resources/none.js'], ['is no script', 'resources/no-script.js'], ['is of another origin', 'https://example.invalid/x.js']]) {
  promise_test(async () => {
    const worker = new Worker(url);
    worker.onmessage = () => assert_unreached('it ran');
    const e = await error_of(worker);
    assert_equals(e.constructor, Event);
    assert_false(e.cancelable);
  }, `a script that ${what}`);
}
