// META: title=EventWatcher

promise_test(async (t) => {
  const target = new EventTarget();
  const watcher = new EventWatcher(t, target, ['a', 'b']);
  setTimeout(() => { target.dispatchEvent(new Event('a')); }, 1);
  const event = await watcher.wait_for('a');
  assert_equals(event.type, 'a');
}, 'waits for one event');

promise_test(async (t) => {
  const target = new EventTarget();
  const watcher = new EventWatcher(t, target, ['a', 'b']);
  const last = watcher.wait_for(['a', 'b', 'a']);
  for (const type of 'aba') target.dispatchEvent(new Event(type));
  assert_equals((await last).type, 'a');
  const all = watcher.wait_for(['b', 'a'], { record: 'all' });
  for (const type of 'ba') target.dispatchEvent(new Event(type));
  assert_array_equals((await all).map((event) => event.type), ['b', 'a']);
}, 'waits for several events');

promise_test(async (t) => {
  const watcher = new EventWatcher(t, new EventTarget(), 'a');
  watcher.wait_for('a');
  await promise_rejects_exactly(t, 'Already waiting for an event or events', watcher.wait_for('a'));
}, 'waits once at a time');

promise_test(async (t) => {
  const target = new EventTarget();
  const watcher = new EventWatcher(t, target, 'a');
  watcher.stop_watching();
  target.dispatchEvent(new Event('a'));
}, 'stop_watching');

const shared = new EventTarget();
promise_test(async (t) => { new EventWatcher(t, shared, 'a'); }, 'a watcher is left behind');
promise_test(async () => { shared.dispatchEvent(new Event('a')); }, 'and watches no more when its test is over');
