// META: script=/webmessaging/resources/settled.js
const log_of = (name, ...names) => {
  const log = [];
  const channels = names.map((n) => {
    const c = new BroadcastChannel(name);
    c.onmessage = (e) => log.push(`${n} ${e.data}`);
    return c;
  });
  return [log, ...channels];
};

promise_test(async () => {
  const [log, a, b, c] = log_of('all the others', 'a', 'b', 'c');
  b.postMessage(1);
  await settled();
  assert_array_equals(log, ['a 1', 'c 1']);
}, 'a message goes to all channels of the name but the one it is posted on');

promise_test(async () => {
  const [log, a] = log_of('one name', 'a');
  const [other_log] = log_of('another name', 'b');
  const [prefix_log] = log_of('one', 'c');
  const [case_log] = log_of('One name', 'd');
  a.postMessage(1);
  await settled();
  assert_array_equals([...log, ...other_log, ...prefix_log, ...case_log], []);
}, 'a message goes to no other channel');

promise_test(async () => {
  const [log_1] = log_of('\ud800', '1');
  const [log_2, two] = log_of('\udbff', '2');
  const [log_3] = log_of('\ufffd', '3');
  const [log_4] = log_of('\udbff', '4');
  two.postMessage('x');
  await settled();
  assert_array_equals([log_1, log_2, log_3, log_4].flat(), ['4 x']);
}, 'names of lone surrogates are different names');

promise_test(async () => {
  const [log, a, b, c] = log_of('order', 'a', 'b', 'c');
  a.postMessage(1);
  c.postMessage(2);
  b.postMessage(3);
  a.postMessage(4);
  await settled();
  assert_array_equals(log, ['b 1', 'c 1', 'a 2', 'b 2', 'a 3', 'c 3', 'b 4', 'c 4']);
}, 'messages come in the order in which they were posted, each to the oldest channel first');

promise_test(async () => {
  const [log, a] = log_of('late', 'a', 'b');
  a.postMessage(1);
  const [late_log] = log_of('late', 'late');
  await settled();
  assert_array_equals(log, ['b 1']);
  assert_array_equals(late_log, []);
}, 'a channel that is made after the post does not get it');

promise_test(async () => {
  const a = new BroadcastChannel('listener after the post');
  const b = new BroadcastChannel('listener after the post');
  a.postMessage(1);
  const got = [];
  b.onmessage = (e) => got.push(e.data);
  await settled();
  assert_array_equals(got, [1]);
}, 'a listener that is added after the post gets it: there is a task');

promise_test(async () => {
  const a = new BroadcastChannel('addEventListener');
  const b = new BroadcastChannel('addEventListener');
  const got = [];
  b.addEventListener('message', (e) => got.push(e.data));
  a.postMessage(1);
  await settled();
  assert_array_equals(got, [1]);
}, 'a channel needs no start()');

promise_test(async () => {
  const [log, a, b] = log_of('sync', 'a', 'b');
  a.postMessage(1);
  assert_array_equals(log, []);
  await null;
  assert_array_equals(log, []);
  await settled();
  assert_array_equals(log, ['b 1']);
}, 'delivery is a task of its own');
