// META: script=/webmessaging/resources/settled.js
const trio = (name, log) =>
  ['a', 'b', 'c'].map((n) => {
    const c = new BroadcastChannel(name);
    c.onmessage = (e) => log.push(`${n} ${e.data.x ?? e.data}`);
    return c;
  });

promise_test(async () => {
  const log = [];
  const [a, b] = trio('receiver', log);
  a.postMessage(1);
  b.close();
  a.postMessage(2);
  await settled();
  assert_array_equals(log, ['c 1', 'c 2']);
}, 'a closed channel receives nothing, not even messages posted before');

promise_test(async () => {
  const log = [];
  const [a] = trio('sender', log);
  a.postMessage(1);
  a.close();
  await settled();
  assert_array_equals(log, ['b 1', 'c 1']);
}, 'a message that a channel posted before it was closed arrives');

promise_test(async () => {
  const log = [];
  const [a, b] = trio('listener', log);
  b.addEventListener('message', () => b.close());
  a.postMessage(1);
  a.postMessage(2);
  await settled();
  assert_array_equals(log, ['b 1', 'c 1', 'c 2']);
}, 'a channel that is closed by a listener');

promise_test(async () => {
  const log = [];
  const [a, b] = trio('other listeners', log);
  b.onmessage = () => b.close();
  b.addEventListener('message', (e) => log.push(`second listener ${e.data}`));
  a.postMessage(1);
  await settled();
  assert_array_equals(log, ['second listener 1', 'c 1']);
}, 'the event that is under way goes on');

test(() => {
  const a = new BroadcastChannel('x');
  a.close();
  a.close();
  assert_equals(a.name, 'x');
  assert_throws_dom('InvalidStateError', () => a.postMessage(1));
  let ran = false;
  assert_throws_dom('InvalidStateError', () => a.postMessage({ get x() { ran = true; } }));
  assert_throws_dom('InvalidStateError', () => a.postMessage(() => {}));
  assert_false(ran);
}, 'posting on a closed channel throws before the value is looked at');

promise_test(async () => {
  const log = [];
  const [a] = trio('getter', log);
  a.postMessage({ get x() { a.close(); return 1; } });
  await settled();
  assert_array_equals(log, ['b 1', 'c 1']);
}, 'a channel that a getter of the message closes posts it: it was open when it was looked at');

promise_test(async () => {
  const log = [];
  const [a, b, c] = trio('again', log);
  a.close();
  b.close();
  c.close();
  const [d] = trio('again', log);
  d.postMessage(1);
  await settled();
  assert_array_equals(log, ['b 1', 'c 1']);
}, 'the name can be used again');

promise_test(async () => {
  const a = new BroadcastChannel('dispatch');
  const got = [];
  a.onmessage = (e) => got.push(e.data);
  a.close();
  a.dispatchEvent(new MessageEvent('message', { data: 1 }));
  assert_array_equals(got, [1]);
}, 'a closed channel is still an event target');
