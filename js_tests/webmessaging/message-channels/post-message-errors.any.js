// META: script=/webidl/resources/interface.js
const { port1, port2 } = new MessageChannel();
const message_of = (...args) => {
  const e = thrown_by(() => port1.postMessage(...args));
  assert_equals(e.constructor, DOMException);
  assert_equals(e.name, 'DataCloneError');
  assert_equals(e.code, 25);
  return e.message.replace("Failed to execute 'postMessage' on 'MessagePort': ", '');
};

test(() => {
  assert_equals(message_of(() => {}), '() => {} could not be cloned.');
  assert_equals(message_of(Symbol('s')), 'Symbol(s) could not be cloned.');
  assert_equals(message_of({ a: [function f(x) { return x; }] }), 'function f(x) { return x; } could not be cloned.');
}, 'a value that cannot be cloned is named');

test(() => {
  assert_equals(message_of(port2), 'A MessagePort could not be cloned because it was not transferred.');
  assert_equals(message_of({ deep: [port1] }), 'A MessagePort could not be cloned because it was not transferred.');
}, 'a port that is not in the transfer list');

test(() => {
  assert_equals(message_of(null, [{}]), 'Value at index 0 does not have a transferable type.');
  assert_equals(message_of(null, [new ArrayBuffer(1), new Uint8Array(1)]), 'Value at index 1 does not have a transferable type.');
  for (const v of [[], () => {}, new Date(), new EventTarget(), new MessageChannel(), new Proxy({}, {}), globalThis]) {
    assert_equals(message_of(null, [v]), 'Value at index 0 does not have a transferable type.');
  }
}, 'a value that cannot be transferred');

test(() => {
  const b = new ArrayBuffer(1);
  assert_equals(message_of(null, [b, b]), 'ArrayBuffer at index 1 is a duplicate of an earlier ArrayBuffer.');
  assert_equals(b.byteLength, 1);
  const p = new MessageChannel().port1;
  assert_equals(message_of(null, [p, b, p]), 'MessagePort at index 2 is a duplicate of an earlier MessagePort.');
}, 'a duplicate');

test(() => {
  const b = new ArrayBuffer(1);
  structuredClone(b, { transfer: [b] });
  assert_equals(message_of(null, [b]), 'ArrayBuffer at index 0 is already detached.');
  const p = new MessageChannel().port1;
  p.close();
  assert_equals(message_of(null, [p]), 'MessagePort at index 0 is already detached.');
}, 'a detached one');
