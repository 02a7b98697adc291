// META: title=structuredClone of Blob and File
// https://w3c.github.io/FileAPI/#blob-section (serialization steps)
promise_test(async () => {
  const blob = new Blob(['abc'], { type: 'text/plain' });
  const copy = structuredClone(blob);
  assert_not_equals(copy, blob);
  assert_equals(Object.getPrototypeOf(copy), Blob.prototype);
  assert_equals(copy.size, 3);
  assert_equals(copy.type, 'text/plain');
  assert_equals(await copy.text(), 'abc');
}, 'Blob');

promise_test(async () => {
  const file = new File(['abc'], 'name', { type: 'text/plain', lastModified: 42 });
  const copy = structuredClone(file);
  assert_not_equals(copy, file);
  assert_equals(Object.getPrototypeOf(copy), File.prototype);
  assert_equals(copy.name, 'name');
  assert_equals(copy.lastModified, 42);
  assert_equals(copy.type, 'text/plain');
  assert_equals(await copy.text(), 'abc');
}, 'File');

promise_test(async () => {
  const blob = new Blob(['abcdef']).slice(1, 3, 'x');
  blob.expando = 1;
  const { a, b: [b] } = structuredClone({ a: blob, b: [blob] });
  assert_equals(a, b);
  assert_equals(a.expando, undefined);
  assert_equals(a.type, 'x');
  assert_equals(await a.text(), 'bc');
}, 'identity is kept, expandos are not');

promise_test(async () => {
  class Mine extends Blob { more = 1; }
  const copy = structuredClone(new Mine(['a']));
  assert_equals(Object.getPrototypeOf(copy), Blob.prototype);
  assert_equals(await copy.text(), 'a');
}, 'of a subclass is a Blob');

test(() => {
  const blob = new Blob(['a']);
  assert_throws_dom('DataCloneError', () => structuredClone(blob, { transfer: [blob] }));
  assert_throws_dom('DataCloneError', () => structuredClone(new FileReader()));
  assert_throws_dom('DataCloneError', () => structuredClone(new TextDecoder()));
}, 'not transferable; readers and decoders are neither');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const received = new Promise((resolve) => { port2.onmessage = (e) => resolve(e.data); });
  port1.postMessage(new File(['é'], 'n'));
  const file = await received;
  assert_true(file instanceof File);
  assert_equals(await file.text(), 'é');
}, 'through a port');
