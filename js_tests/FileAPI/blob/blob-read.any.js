// META: title=Blob: text, arrayBuffer, bytes
const blob = new Blob([new Uint8Array([0xEF, 0xBB, 0xBF, 0x61, 0xFF, 0xC3, 0xA9])]);

promise_test(async () => {
  assert_equals(await blob.text(), 'a\uFFFDé');
  assert_equals(await new Blob([new Uint8Array([0xFE, 0xFF, 0, 0x61])], { type: 'text/plain;charset=utf-16be' }).text(), '\uFFFD\uFFFD\0a');
  assert_equals(await new Blob().text(), '');
}, 'text is UTF-8, whatever the type, without a byte order mark');

promise_test(async () => {
  const buffer = await blob.arrayBuffer();
  assert_equals(Object.getPrototypeOf(buffer), ArrayBuffer.prototype);
  assert_array_equals([...new Uint8Array(buffer)], [0xEF, 0xBB, 0xBF, 0x61, 0xFF, 0xC3, 0xA9]);
  assert_equals((await new Blob().arrayBuffer()).byteLength, 0);
}, 'arrayBuffer');

promise_test(async () => {
  const bytes = await blob.slice(3, 5).bytes();
  assert_equals(Object.getPrototypeOf(bytes), Uint8Array.prototype);
  assert_array_equals([...bytes], [0x61, 0xFF]);
  assert_equals(bytes.buffer.byteLength, 2);
}, 'bytes');

promise_test(async () => {
  const first = await blob.bytes();
  first.fill(0);
  new Uint8Array(await blob.arrayBuffer()).fill(1);
  assert_equals((await blob.bytes())[3], 0x61);
}, 'the result is a copy');

promise_test(async () => {
  const log = [];
  const read = blob.text().then(() => log.push('read'));
  Promise.resolve().then(() => log.push('microtask'));
  queueMicrotask(() => log.push('microtask'));
  await read;
  assert_array_equals(log, ['microtask', 'microtask', 'read']);
}, 'reads in a task');

promise_test(async () => {
  const order = [];
  await Promise.all([blob.bytes().then(() => order.push(1)), blob.text().then(() => order.push(2)), blob.arrayBuffer().then(() => order.push(3))]);
  assert_array_equals(order, [1, 2, 3]);
}, 'in order');

promise_test(async () => {
  const then = Object.getOwnPropertyDescriptor(Promise.prototype, 'then');
  const species = Object.getOwnPropertyDescriptor(Promise, Symbol.species);
  let promise;
  try {
    Object.defineProperty(Promise, Symbol.species, { get() { throw new Error('called'); }, configurable: true });
    Promise.prototype.then = () => { throw new Error('called'); };
    promise = blob.bytes();
  } finally {
    Object.defineProperty(Promise, Symbol.species, species);
    Object.defineProperty(Promise.prototype, 'then', then);
  }
  assert_equals((await promise).length, 7);
}, 'whatever a script made of promises');
