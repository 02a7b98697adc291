// META: script=/webidl/resources/interface.js
// META: script=/webmessaging/resources/settled.js
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const buffer = new ArrayBuffer(8);
  for (const f of [
    () => port1.postMessage(port1, [port1]),
    () => port1.postMessage(null, { transfer: [port1] }),
    () => port1.postMessage(null, [buffer, port1]),
    () => port1.postMessage(() => {}, [port1]),
  ]) {
    const e = thrown_by(f);
    assert_equals(e.name, 'DataCloneError');
    assert_regexp_match(e.message, /^Failed to execute 'postMessage' on 'MessagePort': /);
  }
  assert_equals(buffer.byteLength, 8, 'nothing is transferred');
  const answer = new Promise((resolve) => { port2.onmessage = (m) => resolve(m.data); });
  port1.postMessage('still here');
  assert_equals(await answer, 'still here');
}, 'a port in its own transfer list is a DataCloneError');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port1.onmessage = port2.onmessage = (e) => log.push(e.data);
  port1.onclose = () => log.push('close');
  const buffer = new ArrayBuffer(8);
  port1.postMessage([port2, buffer], [port2, buffer]);
  assert_equals(buffer.byteLength, 0);
  assert_throws_dom('DataCloneError', () => structuredClone(port2, { transfer: [port2] }));
  port1.postMessage('into the void');
  await settled();
  assert_array_equals(log, ['close']);
}, 'the other end in the list: the message is lost and the channel is gone');
