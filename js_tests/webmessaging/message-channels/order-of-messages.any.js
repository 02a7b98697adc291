// META: script=/webmessaging/resources/settled.js
async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  let expected = 0;
  port2.onmessage = t.step_func((e) => {
    assert_equals(e.data, expected++);
    if (expected === 3000) t.done();
  });
  for (let i = 0; i < 3000; i++) port1.postMessage(i);
}, 'three thousand messages, in order');

async_test((t) => {
  const a = new MessageChannel();
  const b = new MessageChannel();
  const log = [];
  const note = (e) => { log.push(e.data); };
  a.port2.onmessage = note;
  b.port2.onmessage = note;
  a.port1.postMessage('a1');
  b.port1.postMessage('b1');
  a.port1.postMessage('a2');
  b.port1.postMessage('b2');
  settled().then(t.step_func_done(() => { assert_array_equals(log, ['a1', 'b1', 'a2', 'b2']); }));
}, 'messages at different ports arrive in the order in which they were posted');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port1.onmessage = (e) => log.push(`1 got ${e.data}`);
  port2.onmessage = (e) => log.push(`2 got ${e.data}`);
  port1.postMessage('a');
  port2.postMessage('b');
  port1.postMessage('c');
  settled().then(t.step_func_done(() => { assert_array_equals(log, ['2 got a', '1 got b', '2 got c']); }));
}, 'both directions');
